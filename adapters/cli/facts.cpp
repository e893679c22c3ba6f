#include "adapters/cli/facts.hpp"

namespace tillpoints::cli {

Table facts_table() {
    return Table({"number", "kind", "state", "wanted", "points", "total", "operation", "reversal",
                  "cloud points", "parked because"});
}

std::vector<std::string> fact_row(const Json& fact) {
    const Json parking = fact.is_object() && fact.contains("parking") ? fact["parking"] : Json();
    std::string why = cell(parking, "reason");
    if (cell(parking, "detail") != "-") why += ": " + cell(parking, "detail");
    return {cell(fact, "number"),
            cell(fact, "kind"),
            cell(fact, "state"),
            cell(fact, "wanted"),
            hundredths(fact, "points"),
            hundredths(fact, "total"),
            cell(fact, "operation"),
            cell(fact, "reversal"),
            hundredths(fact, "cloud_points"),
            why};
}

Table journal_table(const Json& entries) {
    Table table({"at", "fact", "what", "detail"});
    if (!entries.is_array()) return table;
    for (const auto& entry : entries)
        table.add({cell(entry, "at"), cell(entry, "fact"), cell(entry, "what"), cell(entry, "detail")});
    return table;
}

ExitCode print_facts(const std::string& config, bool json, const Call& call) {
    Reports reports;
    const auto code = ask(config, reports, call);
    if (code != exit_ok) return code;
    Table table = facts_table();
    for (const auto& line : reports.texts) {
        if (json)
            std::printf("%s\n", line.c_str());
        else
            table.add(fact_row(Json::parse(line, nullptr, false)));
    }
    if (!json) std::fputs(table.empty() ? "nothing\n" : table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
