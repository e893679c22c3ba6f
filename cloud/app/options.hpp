#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cloud/app/listen_at.hpp"
#include "cloud/app/relay_options.hpp"

namespace tillpoints::cloud {

struct Options {
    bool audit = false;                  ///< the subcommand
    std::optional<RelaySettings> relay;  ///< the subcommand
    std::string data;
    std::string database;  ///< of a PostgreSQL server; empty: DATA/cloud.db
    std::string programme;
    ListenAt listen{"127.0.0.1", 0};
    std::optional<ListenAt> backoffice;
    std::string cert;
    std::string key;
    std::string key_file;
    std::int64_t company = 549'755'819'292;
    std::vector<std::string> switches;
    bool plain_http = false;
    std::string webhook;     ///< the shop's server; empty: nobody is told
    std::string webhook_ca;  ///< what to trust there; empty: what the system trusts
    std::int64_t webhook_retry_ms = 300'000;
    std::string public_url;  ///< how clients reach it; empty: as it listens
};

/// Reads the command line. Nothing if the program is done (help was printed, or the line was wrong); `status`
/// is then its exit status.
std::optional<Options> read_options(int argc, char** argv, int& status);

}  // namespace tillpoints::cloud
