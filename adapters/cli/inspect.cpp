#include "adapters/cli/asking.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/facts.hpp"

namespace tillpoints::cli {

ExitCode show_status(const Library& library, const std::string& config, bool json) {
    Reports reports;
    const auto code = ask(config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().status(text, &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    const Json status = Json::parse(reports.only(), nullptr, false);
    if (json || status.is_discarded())
        std::printf("%s\n", reports.only().c_str());
    else
        std::fputs(flat_table(status).c_str(), stdout);
    const Json queue = status.is_object() && status.contains("queue") ? status["queue"] : Json();
    return cell(queue, "parked") == "0" || cell(queue, "parked") == "-" ? exit_ok : exit_problem;
}

ExitCode show_receipt(const Library& library, const std::string& config, const std::string& receipt,
                      bool json) {
    Reports reports;
    const auto code = ask(config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().receipt(text, text_of(receipt), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    const Json report = Json::parse(reports.only(), nullptr, false);
    if (json || !report.is_object()) std::printf("%s\n", reports.only().c_str());
    Table facts = facts_table();
    for (const auto& fact : report.value("facts", Json::array())) facts.add(fact_row(fact));
    const Table journal = journal_table(report.value("journal", Json::array()));
    const bool known = !facts.empty() || !journal.empty();
    if (json) return known ? exit_ok : exit_problem;
    if (!facts.empty()) std::fputs(facts.text().c_str(), stdout);
    if (!facts.empty() && !journal.empty()) std::fputs("\n", stdout);
    if (!journal.empty()) std::fputs(journal.text().c_str(), stdout);
    if (!known) std::fprintf(stderr, "%s: no such receipt in the journal\n", receipt.c_str());
    return known ? exit_ok : exit_problem;
}

ExitCode export_facts(const Library& library, const std::string& config, bool json) {
    return print_facts(config, json, [&](tillpoints_text text, Reports& out) {
        return library.inspection().export_facts(text, &Reports::collect, &out);
    });
}

}  // namespace tillpoints::cli
