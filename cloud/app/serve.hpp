#pragma once
#include "cloud/app/options.hpp"
#include "cloud/app/program.hpp"

namespace tillpoints::cloud {

/// Serves until SIGTERM or SIGINT. Returns the exit status: 2 if the options cannot work.
int serve(const Options& options, const ProgramExtensions& extensions);

/// The subcommand `relay`: relays until SIGTERM or SIGINT.
int relay(const RelaySettings& settings);

}  // namespace tillpoints::cloud
