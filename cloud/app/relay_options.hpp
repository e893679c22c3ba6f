#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cloud/app/listen_at.hpp"

namespace tillpoints::cloud {

struct RelaySettings {
    ListenAt listen{"127.0.0.1", 0};
    std::string data;
    std::string upstream;
    std::string ca;
    std::string credential_header = "X-Loyalty-Key";
    std::int64_t timeout_seconds = 30;
    std::string cert;
    std::string key;
    bool plain_http = false;
};

/// Adds the subcommand `relay`, which fills `chosen` where it is called.
void add_relay(CLI::App& app, std::optional<RelaySettings>& chosen);

}  // namespace tillpoints::cloud
