#include <sqlite3.h>

#include <memory>
#include <regex>
#include <set>
#include <stdexcept>

#include "large_database.hpp"
#include "plans.hpp"

namespace tillpoints::cloud::test {
namespace {

/// The name that a plan has for each growing table in this statement: its alias if it has one.
std::set<std::string> names_of_growing_tables(const std::string& sql) {
    std::set<std::string> names;
    for (const auto table : growing_tables) {
        const std::regex mention("\\b(?:FROM|JOIN|INTO|UPDATE) " + std::string(table) +
                                 "\\b(?: ([a-z]+)\\b)?");
        for (std::sregex_iterator at(sql.begin(), sql.end(), mention); at != std::sregex_iterator(); ++at)
            names.insert((*at)[1].matched ? (*at)[1].str() : std::string(table));
    }
    return names;
}

/// "SCAN o", "SCAN o USING INDEX operations_by_customer"
bool is_whole_scan(const std::string& step, const std::set<std::string>& names) {
    static const std::regex scan("SCAN ([a-z_]+)( .*)?");
    std::smatch found;
    return std::regex_match(step, found, scan) && names.count(found[1]) > 0;
}

}  // namespace

std::vector<std::string> whole_scans_of_sqlite(const std::string& file, const RunStatement& statement) {
    const auto names = names_of_growing_tables(statement.text);
    sqlite3* opened = nullptr;
    sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle(opened, &sqlite3_close);
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(opened, ("EXPLAIN QUERY PLAN " + statement.text).c_str(), -1, &prepared,
                           nullptr) != SQLITE_OK)
        throw std::runtime_error(statement.text + ": " + sqlite3_errmsg(opened));
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> rows(prepared, &sqlite3_finalize);
    std::vector<std::string> found;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
        const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 3));
        if (is_whole_scan(step, names)) found.push_back(step);
    }
    return found;
}

}  // namespace tillpoints::cloud::test
