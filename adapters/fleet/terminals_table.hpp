#pragma once
#include <map>
#include <string>
#include <vector>

/// terminals.csv: the terminals of a fleet, one a line below a line of names. Pure.
namespace tillpoints::fleet {

/// One line of the table: the columns by their names, empty ones left out.
struct TerminalLine {
    int line = 0;  ///< in the file, from 1
    std::map<std::string, std::string> columns;
};

struct TerminalsTable {
    std::vector<TerminalLine> terminals;
    /// What is wrong, each with its line, what was found and what is expected; in English.
    std::vector<std::string> problems;
};

/// Columns: name, base_url, company_id, and one of key and key_file are needed; ca_file, data_directory,
/// user, phone and configuration (a file of settings) are not. Comma or semicolon, quotes as in RFC 4180,
/// UTF-8 with or without a byte order mark.
TerminalsTable read_terminals(const std::string& text);

}  // namespace tillpoints::fleet
