#include "plugin/operator/command_execution.hpp"

#include "plugin/operator/customer_forgetting.hpp"
#include "plugin/operator/resolve_without_register.hpp"
#include "plugin/receipts/command_answer.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

Problem no_such_entry(const replay::Command& command) {
    return {Errc::invalid_value, "number", "a fact of this installation",
            "none with number " + command.entry.text};
}

/// The returns of the sale that an entry is, or is a return of.
Result<std::vector<OutboxEntry>> refunds_beside(Outbox& outbox, const OutboxEntry& entry) {
    if (std::holds_alternative<PurchaseEntry>(entry.body)) return outbox.refunds_of(entry.id);
    const auto* refund = std::get_if<RefundEntry>(&entry.body);
    if (refund && !refund->purchase.empty()) return outbox.refunds_of(refund->purchase);
    return std::vector<OutboxEntry>();
}

Result<replay::Standing> standing_of(Outbox& outbox, const OutboxEntry& entry,
                                     const replay::Command& command) {
    replay::Standing standing;
    auto refunds = refunds_beside(outbox, entry);
    if (!refunds) return refunds.error();
    standing.refunds = std::move(*refunds);
    const auto session = outbox.session(entry.receipt);
    if (!session) return session.error();
    standing.receipt_open = session->has_value() && !(*session)->finished;
    if (command.phone) standing.customer = outbox.keyed_hash(command.phone->e164());
    return standing;
}

Batch batch_of(const replay::CommandResult& command_result, Timestamp now) {
    Batch batch;
    batch.entries = command_result.entries;
    for (const auto& line : command_result.journal)
        batch.journal.push_back({line.receipt, line.entry, now, line.what, line.detail});
    return batch;
}

Result<std::optional<Json>> done_before(const replay::Command& command, Outbox& outbox) {
    const auto note = outbox.value(note_name(command.id));
    if (!note) return note.error();
    const auto answer = *note ? parse_json(**note) : Result<Json>(Json());
    return *note && answer ? std::optional(*answer) : std::nullopt;
}

/// A request that cannot be read as a command is refused at once, so that it does not wait for ever.
Result<std::optional<replay::Command>> command_in(CommandInbox& inbox, const CommandInbox::Waiting& waiting) {
    const auto json = parse_json(waiting.request.value_or(""));
    const auto command = json ? replay::command_from(*json) : Result<replay::Command>(json.error());
    if (command && command->id == waiting.id) return std::optional(*command);
    const Problem wrong =
        !waiting.request ? Problem{Errc::storage_corrupt, "command", "a readable record", "a damaged one"}
        : !command       ? command.error()
                         : Problem{Errc::invalid_value, "id", "the command's own id", "another"};
    const Json answer =
        Json::object({{"id", waiting.id}, {"outcome", "refused"}, {"problem", problem_json(wrong)}});
    const auto told = inbox.answer(waiting.id, dump(answer));
    if (!told) return told.error();
    return std::optional<replay::Command>();
}

Result<std::vector<EntryId>> touched_by(const replay::Command& command, Outbox& outbox) {
    // The dispatcher changes the entries of a receipt itself.
    if (replay::about_receipt(command.kind) || command.kind == replay::CommandKind::forget)
        return std::vector<EntryId>();
    std::vector<EntryId> touched{command.entry};
    const auto entry = outbox.entry(command.entry);
    if (!entry) return entry.error();
    if (!*entry) return touched;
    const auto refunds = refunds_beside(outbox, **entry);
    if (!refunds) return refunds.error();
    for (const auto& refund : *refunds)
        if (refund.id != command.entry) touched.push_back(refund.id);
    return touched;
}

Result<Json> answer_of(const replay::Command& command, Outbox& outbox, const Config& config, Timestamp now) {
    if (command.kind == replay::CommandKind::forget) return forget_without_register(command, outbox, now);
    if (replay::about_receipt(command.kind)) return resolve_without_register(command, outbox, config, now);
    auto carried = execute_command(command, outbox, Nonce(fresh_uuid()), now);
    if (!carried) return carried.error();
    return std::move(carried->answer);
}

}  // namespace

Result<std::vector<QueuedCommand>> queued_commands_in(CommandInbox& inbox, Outbox& outbox) {
    const auto waiting = inbox.waiting();
    if (!waiting) return waiting.error();
    std::vector<QueuedCommand> commands;
    for (const auto& each : *waiting) {
        auto command = command_in(inbox, each);
        if (!command) return command.error();
        if (!*command) continue;
        if (auto& phone = (*command)->phone; phone && (*command)->kind == replay::CommandKind::forget) {
            (*command)->customer = outbox.keyed_hash(phone->e164());
            phone.reset();
        }
        const auto before = done_before(**command, outbox);
        if (!before) return before.error();
        if (*before) {
            const auto told = inbox.answer(each.id, dump(**before));
            if (!told) return told.error();
            continue;
        }
        auto touches = touched_by(**command, outbox);
        if (!touches) return touches.error();
        commands.push_back({std::move(**command), std::move(*touches)});
    }
    return commands;
}

Result<ExecutedCommand> execute_command(const replay::Command& command, Outbox& outbox, Nonce nonce,
                                        Timestamp now) {
    const auto before = done_before(command, outbox);
    if (!before) return before.error();
    if (*before) return ExecutedCommand{**before, {}};
    const auto entry = outbox.entry(command.entry);
    if (!entry) return entry.error();
    if (!*entry) return ExecutedCommand{refused_answer(command, no_such_entry(command)), {}};
    auto standing = standing_of(outbox, **entry, command);
    if (!standing) return standing.error();
    standing->nonce = std::move(nonce);
    auto command_result = replay::apply(command, **entry, *standing);
    if (!command_result) return ExecutedCommand{refused_answer(command, command_result.error()), {}};
    Batch batch = batch_of(*command_result, now);
    Json answer =
        done_answer(command, name_of(command_result->entries.front().state), batch.entries, batch.journal);
    batch.values.emplace_back(note_name(command.id), dump(answer));
    const auto stored = outbox.commit(batch);
    if (!stored) return stored.error();
    return ExecutedCommand{std::move(answer), std::move(command_result->entries)};
}

Result<void> execute_all(CommandInbox& inbox, Outbox& outbox, const Config& config, Timestamp now) {
    const auto commands = queued_commands_in(inbox, outbox);
    if (!commands) return commands.error();
    for (const auto& [command, touches] : *commands) {
        if (replay::needs_certain_absence(command.kind)) continue;
        const auto answer = answer_of(command, outbox, config, now);
        if (!answer) return answer.error();
        const auto told = inbox.answer(command.id, dump(*answer));
        if (!told) return told.error();
    }
    return {};
}

Result<Json> possible_commands(Outbox& outbox, const OutboxEntry& entry) {
    Json possible = Json::object();
    for (const auto kind : {replay::CommandKind::retry, replay::CommandKind::edit,
                            replay::CommandKind::write_off, replay::CommandKind::cancel}) {
        replay::Command command{"", kind, entry.id, "", "", {}};
        if (kind == replay::CommandKind::edit) command.phone = Phone::parse("+79000000000");
        const auto standing = standing_of(outbox, entry, command);
        if (!standing) return standing.error();
        const auto command_result = replay::apply(command, entry, *standing);
        possible.set(name_of(kind), command_result ? Json()
                                                   : Json("expected " + command_result.error().expected +
                                                          ", found " + command_result.error().found));
    }
    return possible;
}

}  // namespace tillpoints
