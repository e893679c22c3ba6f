#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tillpoints::cli {

/// The command line as its description in CLI11 has it: "man" (a manual page), "bash" or "zsh" (completion).
/// Empty for another form.
std::string reference(const CLI::App& app, const std::string& form);

}  // namespace tillpoints::cli
