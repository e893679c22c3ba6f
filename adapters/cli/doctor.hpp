#pragma once
#include <cstdio>
#include <vector>

#include "adapters/cli/commands.hpp"
#include "adapters/doctor/findings.hpp"
#include "adapters/doctor/phrases.hpp"

namespace tillpoints::cli {

/// The language spoken, as doctor's phrases name it.
doctor::Tongue tongue();

/// Prints the findings as a table with what to do, the first cause last, where it is read.
void print_findings(std::FILE* out, const doctor::Facts& facts, const std::vector<doctor::Finding>& all);
/// Only what is not right, one a line.
void print_faults(std::FILE* out, const std::vector<doctor::Finding>& all);
/// In English in every language, with the findings' stable names.
std::string findings_json(const doctor::Facts& facts, const std::vector<doctor::Finding>& all);
ExitCode exit_code_of(const std::vector<doctor::Finding>& all);

}  // namespace tillpoints::cli
