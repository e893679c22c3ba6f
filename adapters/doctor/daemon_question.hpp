#pragma once
#include <map>
#include <string>

#include "adapters/doctor/daemon_settings.hpp"
#include "adapters/doctor/facts.hpp"

namespace tillpoints::doctor {

/// Asks a running daemon for its metrics, which no token is needed for, and fills in place, answers,
/// forbidden and silence: terminal -> whether it runs. Of a socket with TLS it is enough that somebody
/// listens.
std::map<std::string, bool> ask_daemon(const DaemonSettings& settings, Daemon& facts);

}  // namespace tillpoints::doctor
