#pragma once
#include <string>
#include <vector>

#include "adapters/cli/asking.hpp"
#include "adapters/cli/table.hpp"

/// Facts and journal entries for a person.
namespace tillpoints::cli {

Table facts_table();
std::vector<std::string> fact_row(const Json& fact);

/// An array of {"at","fact","what","detail"}.
Table journal_table(const Json& entries);

/// Prints what a call reports, one fact a call: as a table, or each as it is.
ExitCode print_facts(const std::string& config, bool json, const Call& call);

}  // namespace tillpoints::cli
