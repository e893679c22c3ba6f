#pragma once
#include <string>
#include <vector>

namespace tillpoints::cloud::test {

struct RunStatement {
    std::string text;         ///< with `?` for each parameter
    std::string with_values;  ///< as it was run
};

/// Where SQLite would read all rows of a growing table for this statement; empty: nowhere.
std::vector<std::string> whole_scans_of_sqlite(const std::string& file, const RunStatement& statement);

/// The same for PostgreSQL, with these values and with unknown ones: it may choose one plan for a prepared
/// statement. `schema` is where the tables are.
std::vector<std::string> whole_scans_of_postgres(const std::string& schema, const RunStatement& statement);

}  // namespace tillpoints::cloud::test
