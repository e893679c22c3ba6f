#pragma once
#include <chrono>
#include <string>

#include "adapters/update/condition.hpp"
#include "adapters/update/store.hpp"

namespace tillpoints::update {

struct Where {
    std::string config;  ///< the configuration of a register on this machine
    std::string daemon;  ///< the daemon's; its terminals are looked at, too
    /// How long a call of the tool may take; then it is killed and counts as one that gives no report.
    std::chrono::milliseconds longest = std::chrono::minutes(2);
};

/// What the installed tool says of every data directory, in processes of its own: the library and the tool
/// are those on the disk now.
Condition look(const Store& store, const Where& where);

bool daemon_is_active();
/// Starts it anew, so that it runs with the library on the disk; true if it came back.
bool restart_daemon(const Store& store);

}  // namespace tillpoints::update
