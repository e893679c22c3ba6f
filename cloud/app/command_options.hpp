#pragma once
#include <CLI/CLI.hpp>

#include "cloud/app/options.hpp"

namespace tillpoints::cloud {

/// Adds the options that say where the database is.
void add_storage_options(CLI::App& app, Options& options);

/// Adds the subcommands. Which one was chosen is in `options` after parsing.
void add_commands(CLI::App& app, Options& options);

}  // namespace tillpoints::cloud
