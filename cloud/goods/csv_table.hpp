#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"

namespace tillpoints::cloud {

struct CsvRow {
    std::size_t line = 0;  ///< of the file, where the row begins; the first is 1
    std::vector<std::string> cells;
};

/// The rows of a table as spreadsheets save it, without those that are empty; spaces around cells are taken
/// off. The divider is what stands most in the first line: a semicolon, a comma or a tab. A quote that does
/// not end, or text behind one, is a Problem with the line as `found`.
Result<std::vector<CsvRow>> read_csv_table(std::string_view text);

/// Latin, Cyrillic and Kazakh letters made small; of a text in UTF-8.
std::string small_letters(std::string_view text);

}  // namespace tillpoints::cloud
