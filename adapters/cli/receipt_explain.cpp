#include "adapters/cli/commands.hpp"
#include "adapters/cli/entries.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

std::string explained(const Json& entry) {
    const auto number = cell(entry, "number");
    const auto state = cell(entry, "state");
    if (state == "confirmed") return say(Text::explain_confirmed, {number, cell(entry, "operation")});
    if (state == "pending") return say(Text::explain_pending, {number});
    if (state == "withdrawn") return say(Text::explain_withdrawn, {number});
    if (state == "cancelled" || state == "written_off") return say(Text::explain_given_up, {number});
    if (state != "parked") return say(Text::explain_unclear, {number});
    const Json parking = entry.value("parking", Json::object());
    return say(Text::explain_parked, {number, reason(cell(parking, "reason"))});
}

}  // namespace

ExitCode explain_receipt(const Library& library, const std::string& config, const std::string& receipt,
                         bool json) {
    if (json) return show_receipt(library, config, receipt, json);
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().receipt(text, text_of(receipt), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    const Json report = Json::parse(reports.only(), nullptr, false);
    const Json entries = report.value("facts", Json::array());
    const Table journal = journal_table(report.value("journal", Json::array()));
    if (entries.empty() && journal.empty()) {
        std::fprintf(stderr, "%s\n", say(Text::unknown_receipt, {receipt}).c_str());
        return exit_problem;
    }
    if (entries.empty()) std::printf("%s\n", say(Text::explain_no_entry).c_str());
    for (const auto& entry : entries) std::printf("%s\n", explained(entry).c_str());
    if (!journal.empty()) std::printf("\n%s", journal.text().c_str());
    return exit_ok;
}

}  // namespace tillpoints::cli
