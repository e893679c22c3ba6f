#include "plugin/operator/submitted_command.hpp"

#include <thread>
#include <utility>

#include "plugin/log/redact.hpp"
#include "plugin/operator/command_execution.hpp"
#include "plugin/outbox/inspection_json.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

constexpr std::chrono::milliseconds answer_poll{50};

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// Where no register runs, this process owns the database for as long as the command takes. False: one runs.
Result<bool> executed_here(const CommandFiles& files, const Config& config, CommandInbox& inbox) {
    const auto outbox = Outbox::open(files.outbox);
    if (!outbox && outbox.error().code == Errc::storage_busy) return false;
    if (!outbox) return outbox.error();
    const auto done = execute_all(inbox, **outbox, config, system_now());
    if (!done) return done.error();
    return true;
}

/// Waits for the answer of the process that owns the database. If a register ends meanwhile, this process
/// takes its place.
Result<std::optional<std::string>> answer_by(std::chrono::steady_clock::time_point due, const std::string& id,
                                             const CommandFiles& files, const Config& config,
                                             CommandInbox& inbox) {
    for (;;) {
        auto answer = inbox.answer_to(id);
        if (!answer && answer.error().code != Errc::storage_busy) return answer;
        if (answer && *answer) return answer;
        const auto here = executed_here(files, config, inbox);
        if (!here && here.error().code != Errc::storage_busy) return here.error();
        // What could not be carried out here waits for the register, which does not run.
        if (here && *here) return inbox.answer_to(id);
        if (std::chrono::steady_clock::now() >= due) return std::optional<std::string>();
        std::this_thread::sleep_for(answer_poll);
    }
}

}  // namespace

Result<replay::Command> submitted_command_from(std::string_view text) {
    auto json = parse_json(text);
    if (!json) return json.error();
    if (json->members() && !json->find("id")) json->set("id", fresh_uuid());
    auto command = replay::command_from(*json);
    if (!command) return command;
    command->reason = redacted(command->reason);
    command->by = redacted(command->by);
    return command;
}

Result<std::optional<Json>> submit_command(const replay::Command& command, const CommandFiles& files,
                                           const Config& config, std::chrono::steady_clock::time_point due) {
    const auto inbox = CommandInbox::open(files.inbox);
    if (!inbox) return inbox.error();
    // Who is to be forgotten is not written down first.
    auto stored = command;
    if (stored.kind == replay::CommandKind::forget && stored.phone) {
        stored.customer = (*inbox)->keyed_hash(stored.phone->e164());
        stored.phone.reset();
    }
    const auto put = (*inbox)->put(command.id, dump(replay::to_json(stored)), system_now());
    if (!put) return put.error();
    const auto answer = answer_by(due, command.id, files, config, **inbox);
    if (!answer) return answer.error();
    const auto json = *answer ? parse_json(**answer) : Result<Json>(Json());
    if (!json || !*answer) return std::optional<Json>();
    return std::optional(*json);
}

Result<Json> entry_details(Outbox& outbox, const OutboxEntry& entry) {
    const auto lines = outbox.journal_of(entry.receipt);
    if (!lines) return lines.error();
    const auto returns = outbox.refunds_of(entry.id);
    if (!returns) return returns.error();
    auto possible = possible_commands(outbox, entry);
    if (!possible) return possible.error();
    Json journal = Json::array();
    for (const auto& line : *lines)
        if (!line.entry || *line.entry == entry.id) journal.push(journal_json(line));
    Json numbers = Json::array();
    for (const auto& refund : *returns)
        numbers.push(Json::object({{"number", refund.id.text}, {"state", name_of(refund.state)}}));
    return Json::object({{"fact", entry_json(entry)},
                         {"after", entry.after ? Json(entry.after->text) : Json()},
                         {"returns", std::move(numbers)},
                         {"commands", std::move(*possible)},
                         {"journal", std::move(journal)}});
}

}  // namespace tillpoints
