#include <cmath>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/entries.hpp"
#include "adapters/cli/extension_calls.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

/// A phone number given as "-" is read from standard input, so that no process list shows it.
std::string phone_of(const std::string& given) {
    if (given != "-") return given;
    std::string typed = read_input("-", 256);
    typed.erase(typed.find_last_not_of(" \r\n\t") + 1);
    return typed;
}

std::string command_json(const Decision& decision) {
    Json json{{"action", decision.action}, {"by", decision.by}, {"reason", decision.reason}};
    if (!decision.number.empty()) json[decision.about_receipt ? "receipt_id" : "number"] = decision.number;
    if (!decision.id.empty()) json["id"] = decision.id;
    if (!decision.phone.empty()) json["phone"] = phone_of(decision.phone);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void print_done(const Json& answer) {
    Table table({say(Text::column_number), say(Text::column_state), say(Text::column_loss)});
    for (const auto& each : answer.value("changed", Json::array()))
        table.add({cell(each, "number"), word(cell(each, "state")), hundredths(each, "loss")});
    if (!table.empty()) std::fputs(table.text().c_str(), stdout);
}

void print_forgotten(const Json& answer) {
    std::printf("%s\n", say(Text::forgotten,
                            {cell(answer, "entries"), cell(answer, "receipts"), cell(answer, "remembered")})
                            .c_str());
    if (cell(answer, "left") != "0")
        std::printf("%s\n", say(Text::forgotten_later, {cell(answer, "left")}).c_str());
}

/// Prints the reported outcome; nothing if the report is not an outcome.
std::optional<ExitCode> print_outcome(const Json& answer) {
    const std::string outcome = cell(answer, "outcome");
    const bool receipt = answer.contains("receipt_id");
    const bool forget = cell(answer, "action") == "forget";
    const std::string what = word(cell(answer, "action")) +
                             (forget ? std::string() : " " + cell(answer, receipt ? "receipt_id" : "number"));
    if (outcome == "done" && forget) return print_forgotten(answer), exit_ok;
    if (outcome == "done" && receipt)
        std::printf(
            "%s\n",
            say(Text::receipt_outcome, {cell(answer, "receipt_id"), word(cell(answer, "state"))}).c_str());
    if (outcome == "done") return print_done(answer), exit_ok;
    if (outcome == "waiting") {
        std::fprintf(stderr, "%s\n", say(Text::command_waits, {what, cell(answer, "id")}).c_str());
        return exit_waiting;
    }
    if (outcome != "refused") return {};
    const Json problem = answer.value("problem", Json());
    std::fprintf(
        stderr, "%s\n",
        say(Text::command_refused, {what, phrase(cell(problem, "expected")), phrase(cell(problem, "found"))})
            .c_str());
    return exit_problem;
}

std::optional<ExitCode> code_of(const Json& answer) {
    const std::string outcome = cell(answer, "outcome");
    if (outcome == "done") return exit_ok;
    if (outcome == "waiting") return exit_waiting;
    return outcome == "refused" ? std::optional(exit_problem) : std::nullopt;
}

Table commands_table(const Json& commands) {
    Table table({say(Text::column_command), say(Text::column_now)});
    for (const auto& [name, why] : commands.items())
        table.add({name == "write_off" ? "write-off" : name,
                   why.is_null() ? say(Text::possible) : say(Text::refused_because, {phrase(cell(why))})});
    return table;
}

}  // namespace

ExitCode list_queue(const Library& library, const std::string& config, bool json) {
    const auto list = [&](tillpoints_text text, Reports& out) {
        return library.queue().list(text, &Reports::collect, &out);
    };
    return print_entries(library, config, json, list);
}

ExitCode show_entry(const Library& library, const std::string& config, const std::string& number, bool json) {
    Reports reports;
    const auto code = ask(library, config, reports, [&](tillpoints_text text, Reports& out) {
        return library.queue().show(text, text_of(number), &Reports::collect, &out);
    });
    if (code != exit_ok) return code;
    if (json) return std::printf("%s\n", reports.only().c_str()), exit_ok;
    const Json shown = Json::parse(reports.only(), nullptr, false);
    if (!shown.is_object()) return exit_problem;
    Table entry = entries_table();
    entry.add(entry_row(shown.value("fact", Json())));
    std::printf("%s\n%s", entry.text().c_str(),
                commands_table(shown.value("commands", Json::object())).text().c_str());
    if (cell(shown, "after") != "-")
        std::printf("\n%s\n", say(Text::waits_for, {cell(shown, "after")}).c_str());
    Table returns({say(Text::column_return), say(Text::column_state)});
    for (const auto& each : shown.value("returns", Json::array()))
        returns.add({cell(each, "number"), word(cell(each, "state"))});
    if (!returns.empty()) std::printf("\n%s", returns.text().c_str());
    const auto journal = journal_table(shown.value("journal", Json::array()));
    if (!journal.empty()) std::printf("\n%s", journal.text().c_str());
    return exit_ok;
}

ExitCode decide(const Library& library, const std::string& config, const Decision& decision, bool json) {
    const std::string command = command_json(decision);
    const auto whole = read_configuration(library, config);
    const auto wait = static_cast<std::uint32_t>(std::lround(decision.wait_seconds * 1000));
    Reports reports;
    const auto status =
        library.queue().command(text_of(whole.text), text_of(command), wait, &Reports::collect, &reports);
    const Json answer = Json::parse(reports.only(), nullptr, false);
    if (const auto code = code_of(answer)) {
        if (!json) return print_outcome(answer).value_or(exit_problem);
        std::printf("%s\n", reports.only().c_str());
        return *code;
    }
    return explain_failure(config, status, reports);
}

}  // namespace tillpoints::cli
