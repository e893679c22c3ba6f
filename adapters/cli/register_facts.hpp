#pragma once
#include <optional>
#include <string>

#include "adapters/cli/library.hpp"
#include "adapters/doctor/facts.hpp"

namespace tillpoints::cli {

/// tillpointsd.json beside the plugin's configuration.
std::string daemon_file_of(const std::string& config_file);

/// "2026-11-29T20:15:00.000Z" in seconds since 1970.
std::optional<std::int64_t> seconds_of(const std::string& stamp);

/// What the database tells of the program that loads the library.
doctor::RegisterHost host_facts(const Library& library, const std::string& text, const doctor::Facts& facts);

}  // namespace tillpoints::cli
