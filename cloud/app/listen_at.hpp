#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>

namespace tillpoints::cloud {

struct ListenAt {
    std::string address;
    std::uint16_t port = 0;
};

/// Adds an option that takes ADDRESS:PORT.
CLI::Option* add_listen(CLI::App& app, const std::string& name, const std::string& meaning,
                        const std::function<void(ListenAt)>& take);

}  // namespace tillpoints::cloud
