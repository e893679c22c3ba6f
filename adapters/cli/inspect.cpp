#include <functional>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {
namespace {

/// Makes one call with the configuration; a call that fails prints why and gives its exit code.
ExitCode ask(const std::string& config_file, Reports& reports,
             const std::function<tillpoints_status(tillpoints_text configuration, Reports& reports)>& call) {
    const std::string config = read_input(config_file, TILLPOINTS_MAX_MESSAGE);
    const auto status = call(text_of(config), reports);
    if (status == TILLPOINTS_OK) return exit_ok;
    const char* reason = status == TILLPOINTS_REJECTED      ? "the configuration is wrong"
                         : status == TILLPOINTS_UNAVAILABLE ? "the database cannot be read"
                                                            : "the library failed; its log says more";
    std::fprintf(stderr, "%s: %s\n", config_file.c_str(), reason);
    for (const auto& report : reports.texts) print_problems(stderr, report);
    return status == TILLPOINTS_REJECTED ? exit_bad_input : exit_problem;
}

/// Confirmed, withdrawn, cancelled and written off are ends, except a confirmed fact that is to be withdrawn.
bool is_over(const Json& fact) {
    const std::string state = cell(fact, "state");
    if (state == "confirmed") return cell(fact, "wanted") != "withdraw";
    return state == "withdrawn" || state == "cancelled" || state == "written_off";
}

std::vector<std::string> row_of(const Json& fact) {
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

Table facts_table() {
    return Table({"number", "kind", "state", "wanted", "points", "total", "operation", "reversal",
                  "cloud points", "parked because"});
}

ExitCode print_facts(const Library& library, const std::string& config, bool json, bool all) {
    Reports reports;
    const auto code = ask(config, reports, [&](tillpoints_text text, Reports& out) {
        return library.inspection().export_facts(text, &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    Table table = facts_table();
    for (const auto& line : reports.texts) {
        const Json fact = Json::parse(line, nullptr, false);
        if (!all && is_over(fact)) continue;
        if (json)
            std::printf("%s\n", line.c_str());
        else
            table.add(row_of(fact));
    }
    if (!json) std::fputs(table.empty() ? "nothing\n" : table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace

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
    const Json journal = Json::parse(reports.only(), nullptr, false);
    if (json || journal.is_discarded()) std::printf("%s\n", reports.only().c_str());
    const bool known = journal.is_object() && journal.contains("facts") && !journal["facts"].empty();
    if (known && !json) std::fputs(flat_table(journal).c_str(), stdout);
    if (!known && !json) std::fprintf(stderr, "%s: no such receipt in the journal\n", receipt.c_str());
    return known ? exit_ok : exit_problem;
}

ExitCode export_facts(const Library& library, const std::string& config, bool json) {
    return print_facts(library, config, json, true);
}

ExitCode list_queue(const Library& library, const std::string& config, bool json) {
    return print_facts(library, config, json, false);
}

}  // namespace tillpoints::cli
