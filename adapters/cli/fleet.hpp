#pragma once
#include <string>

#include "adapters/cli/exit_code.hpp"
#include "adapters/cli/library.hpp"

/// A fleet: many terminals that nobody visits (protocol/FLEET.md).
namespace tillpoints::cli {

/// What `tillpoints fleet ...` is asked for.
struct FleetWish {
    std::string table;              ///< terminals.csv
    std::string key = "fleet.key";  ///< the operator's signing key
    std::string folder = "fleet";   ///< where bundles go
    std::string report_url;         ///< where terminals report
    std::string release_from;       ///< where terminals find releases, if nobody answers reports
    int days = 14;                  ///< how long a bundle may be used
    std::string configuration;      ///< a file of settings for a release
    std::string version;            ///< of the packages for a release
    std::int64_t number = 0;        ///< of the release
    std::string output = "release.json";
    std::string membership;  ///< fleet.json; empty: beside the configuration
    std::string state = "/var/lib/tillpoints-fleet/state.json";  ///< what the terminal keeps of releases
    bool dry_run = false;
};

/// Makes a sealed bundle and a code for each terminal of the table that has none yet.
ExitCode make_bundles(const FleetWish& wish);
/// Signs a release.
ExitCode sign_release(const FleetWish& wish);
/// Reports this terminal, and takes the release that is for it.
ExitCode report_to_fleet(const Library& library, const std::string& config, const FleetWish& wish, bool json);

}  // namespace tillpoints::cli
