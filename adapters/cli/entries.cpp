#include "adapters/cli/entries.hpp"

#include "adapters/cli/messages.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {

Table entries_table() {
    return Table({say(Text::column_number), say(Text::column_kind), say(Text::column_state),
                  say(Text::column_wanted), say(Text::column_points), say(Text::column_total),
                  say(Text::column_operation), say(Text::column_reversal), say(Text::column_cloud_points),
                  say(Text::column_parked_because)});
}

std::vector<std::string> entry_row(const Json& entry) {
    const Json parking = entry.is_object() && entry.contains("parking") ? entry["parking"] : Json();
    std::string why = reason(cell(parking, "reason"));
    if (cell(parking, "detail") != "-") why += ": " + journal_phrase(cell(parking, "detail"));
    return {cell(entry, "number"),
            word(cell(entry, "kind")),
            word(cell(entry, "state")),
            word(cell(entry, "wanted")),
            hundredths(entry, "points"),
            hundredths(entry, "total"),
            cell(entry, "operation"),
            cell(entry, "reversal"),
            hundredths(entry, "cloud_points"),
            why};
}

Table journal_table(const Json& lines) {
    Table table(
        {say(Text::column_at), say(Text::column_entry), say(Text::column_what), say(Text::column_detail)});
    if (!lines.is_array()) return table;
    for (const auto& line : lines)
        table.add({cell(line, "at"), cell(line, "fact"), journal_phrase(cell(line, "what")),
                   journal_phrase(cell(line, "detail"))});
    return table;
}

ExitCode print_entries(const Library& library, const std::string& config, bool json, const Call& call) {
    Reports reports;
    const auto code = ask(library, config, reports, call);
    if (code != exit_ok) return code;
    Table table = entries_table();
    for (const auto& line : reports.texts) {
        if (json)
            std::printf("%s\n", line.c_str());
        else
            table.add(entry_row(Json::parse(line, nullptr, false)));
    }
    if (!json) std::fputs(table.empty() ? (say(Text::nothing) + "\n").c_str() : table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
