#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tillpoints::cli {

/// Help and complaints about arguments in the language spoken. Commands that are added later inherit it.
void translate_help(CLI::App& app);

/// Why the arguments are wrong.
std::string complaint_about(const CLI::Error& wrong);

}  // namespace tillpoints::cli
