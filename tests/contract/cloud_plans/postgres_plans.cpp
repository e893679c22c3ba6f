#include <algorithm>

#include "cloud/storage/postgres_dialect.hpp"
#include "large_database.hpp"
#include "plans.hpp"
#include "postgres/server.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud::test {
namespace {

std::string text_in(const Json& node, std::string_view name) {
    const auto* value = node.find(name);
    return value ? *value->string() : std::string();
}

/// The ledger's tables are in chunks: "entries_1" is of "entries".
std::string without_chunk(std::string table) {
    const auto name = table.find_last_not_of("0123456789");
    if (name != table.npos && name + 1 < table.size() && table[name] == '_') table.resize(name);
    return table;
}

/// Reading a whole index is a scan too, unless a node above takes only its first rows.
void look_through(const Json& node, bool limited, std::vector<std::string>& found) {
    const auto kind = text_in(node, "Node Type");
    const auto table = without_chunk(text_in(node, "Relation Name"));
    const bool grows = std::find(growing_tables.begin(), growing_tables.end(), table) != growing_tables.end();
    const bool whole_index = kind.starts_with("Index") && !node.find("Index Cond") && !limited;
    if (grows && (kind == "Seq Scan" || whole_index)) found.push_back(kind + " on " + table);
    if (const auto* below = node.find("Plans"))
        for (const auto& one : *below->items()) look_through(one, limited || kind == "Limit", found);
}

void look_through_plan(const std::string& sql, std::vector<std::string>& found) {
    const auto answer = parse_json(tillpoints::test::postgres().run(sql)).value();
    look_through(*answer.items()->at(0).find("Plan"), false, found);
}

/// What Connection::last_id is there, for statements that were recorded in SQLite.
std::string in_words_of_postgres(std::string sql) {
    const std::string_view sqlite = "last_insert_rowid()";
    for (auto at = sql.find(sqlite); at != sql.npos; at = sql.find(sqlite))
        sql.replace(at, sqlite.size(), "lastval()");
    return sql;
}

std::string nulls(const std::string& numbered_sql) {
    std::string out;
    for (int i = 1; numbered_sql.find('$' + std::to_string(i)) != std::string::npos; ++i)
        out += i == 1 ? "NULL" : ", NULL";
    return out.empty() ? "" : "(" + out + ")";
}

}  // namespace

std::vector<std::string> whole_scans_of_postgres(const std::string& schema, const RunStatement& statement) {
    const auto place = "SET search_path = " + schema + "; ";
    std::vector<std::string> found;
    look_through_plan(place + "EXPLAIN (FORMAT JSON) " + in_words_of_postgres(statement.with_values), found);
    const auto sql = with_numbered_parameters(in_words_of_postgres(statement.text));
    look_through_plan(place + "SET plan_cache_mode = force_generic_plan; PREPARE asked AS " + sql +
                          "; EXPLAIN (FORMAT JSON) EXECUTE asked" + nulls(sql),
                      found);
    return found;
}

}  // namespace tillpoints::cloud::test
