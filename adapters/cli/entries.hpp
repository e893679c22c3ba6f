#pragma once
#include <string>
#include <vector>

#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/table.hpp"

/// Outbox entries and journal lines as tables.
namespace tillpoints::cli {

Table entries_table();
std::vector<std::string> entry_row(const Json& entry);

/// An array of {"at","fact","what","detail"}.
Table journal_table(const Json& lines);

/// Prints what a call reports, one entry a call: as a table, or each as it is.
ExitCode print_entries(const Library& library, const std::string& config, bool json, const Call& call);

}  // namespace tillpoints::cli
