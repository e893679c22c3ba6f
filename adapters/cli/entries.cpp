#include "adapters/cli/entries.hpp"

namespace tillpoints::cli {

Table entries_table() {
    return Table({"number", "kind", "state", "wanted", "points", "total", "operation", "reversal",
                  "cloud points", "parked because"});
}

std::vector<std::string> entry_row(const Json& entry) {
    const Json parking = entry.is_object() && entry.contains("parking") ? entry["parking"] : Json();
    std::string why = cell(parking, "reason");
    if (cell(parking, "detail") != "-") why += ": " + cell(parking, "detail");
    return {cell(entry, "number"),
            cell(entry, "kind"),
            cell(entry, "state"),
            cell(entry, "wanted"),
            hundredths(entry, "points"),
            hundredths(entry, "total"),
            cell(entry, "operation"),
            cell(entry, "reversal"),
            hundredths(entry, "cloud_points"),
            why};
}

Table journal_table(const Json& lines) {
    Table table({"at", "entry", "what", "detail"});
    if (!lines.is_array()) return table;
    for (const auto& line : lines)
        table.add({cell(line, "at"), cell(line, "fact"), cell(line, "what"), cell(line, "detail")});
    return table;
}

ExitCode print_entries(const std::string& config, bool json, const Call& call) {
    Reports reports;
    const auto code = ask(config, reports, call);
    if (code != exit_ok) return code;
    Table table = entries_table();
    for (const auto& line : reports.texts) {
        if (json)
            std::printf("%s\n", line.c_str());
        else
            table.add(entry_row(Json::parse(line, nullptr, false)));
    }
    if (!json) std::fputs(table.empty() ? "nothing\n" : table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
