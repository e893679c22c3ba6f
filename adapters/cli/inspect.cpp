#include "adapters/cli/advice.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/entries.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// The report for a person: what to do about a link that is down, and whether the plugin ever ran here.
Json with_advice(Json status) {
    if (status.value("started", true) == false) status["started"] = say(Text::never);
    if (!status.contains("link") || cell(status["link"], "state") == "online") return status;
    const auto advice = advice_on(cell(status["link"], "reason"));
    if (!advice.empty()) status["link"][say(Text::what_to_do)] = advice;
    return status;
}

}  // namespace

ExitCode show_status(const Library& library, const std::string& config, bool json) {
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().status(text, &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    const Json status = Json::parse(reports.only(), nullptr, false);
    if (json || status.is_discarded())
        std::printf("%s\n", reports.only().c_str());
    else
        std::fputs(flat_table(with_advice(status)).c_str(), stdout);
    const Json queue = status.is_object() && status.contains("queue") ? status["queue"] : Json();
    return cell(queue, "parked") == "0" || cell(queue, "parked") == "-" ? exit_ok : exit_problem;
}

ExitCode show_receipt(const Library& library, const std::string& config, const std::string& receipt,
                      bool json) {
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().receipt(text, text_of(receipt), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    const Json report = Json::parse(reports.only(), nullptr, false);
    if (json || !report.is_object()) std::printf("%s\n", reports.only().c_str());
    Table entries = entries_table();
    for (const auto& entry : report.value("facts", Json::array())) entries.add(entry_row(entry));
    const Table journal = journal_table(report.value("journal", Json::array()));
    const bool known = !entries.empty() || !journal.empty();
    if (json) return known ? exit_ok : exit_problem;
    if (!entries.empty()) std::fputs(entries.text().c_str(), stdout);
    if (!entries.empty() && !journal.empty()) std::fputs("\n", stdout);
    if (!journal.empty()) std::fputs(journal.text().c_str(), stdout);
    if (!known) std::fprintf(stderr, "%s\n", say(Text::unknown_receipt, {receipt}).c_str());
    return known ? exit_ok : exit_problem;
}

ExitCode export_entries(const Library& library, const std::string& config, bool json) {
    return print_entries(library, config, json, [&](tillpoints_text text, Reports& out) {
        return library.inspection().export_entries(text, &Reports::collect, &out);
    });
}

}  // namespace tillpoints::cli
