#include "plugin/runtime/command_work.hpp"

#include "plugin/runtime/command_answer.hpp"
#include "plugin/runtime/still_office.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

Problem no_such_fact(const replay::Command& command) {
    return {Errc::invalid_value, "number", "a fact of this installation",
            "none with number " + command.fact.text};
}

/// The returns of the sale that a fact is, or is a return of.
Result<std::vector<Fact>> refunds_beside(Outbox& outbox, const Fact& fact) {
    if (std::holds_alternative<PurchaseFact>(fact.body)) return outbox.refunds_of(fact.id);
    const auto* refund = std::get_if<RefundFact>(&fact.body);
    if (refund && !refund->purchase.empty()) return outbox.refunds_of(refund->purchase);
    return std::vector<Fact>();
}

Result<replay::Standing> standing_of(Outbox& outbox, const Fact& fact, const replay::Command& command) {
    replay::Standing standing;
    auto refunds = refunds_beside(outbox, fact);
    if (!refunds) return refunds.error();
    standing.refunds = std::move(*refunds);
    const auto session = outbox.session(fact.receipt);
    if (!session) return session.error();
    standing.receipt_open = session->has_value() && !(*session)->finished;
    if (command.phone) standing.customer = outbox.keyed_hash(command.phone->e164());
    return standing;
}

Batch batch_of(const replay::Decree& decree, Timestamp now) {
    Batch batch;
    batch.facts = decree.facts;
    for (const auto& entry : decree.journal)
        batch.journal.push_back({entry.receipt, entry.fact, now, entry.what, entry.detail});
    return batch;
}

Result<std::optional<Json>> done_before(const replay::Command& command, Outbox& outbox) {
    const auto note = outbox.value(note_name(command.id));
    if (!note) return note.error();
    const auto answer = *note ? parse_json(**note) : Result<Json>(Json());
    return *note && answer ? std::optional(*answer) : std::nullopt;
}

/// A request that is none is answered, so that it does not wait for ever.
Result<std::optional<replay::Command>> command_in(CommandBox& box, const CommandBox::Waiting& waiting) {
    const auto json = parse_json(waiting.request.value_or(""));
    const auto command = json ? replay::command_from(*json) : Result<replay::Command>(json.error());
    if (command && command->id == waiting.id) return std::optional(*command);
    const Problem wrong =
        !waiting.request ? Problem{Errc::storage_corrupt, "command", "a readable record", "a damaged one"}
        : !command       ? command.error()
                         : Problem{Errc::invalid_value, "id", "the command's own id", "another"};
    const Json answer =
        Json::object({{"id", waiting.id}, {"outcome", "refused"}, {"problem", problem_json(wrong)}});
    const auto told = box.answer(waiting.id, dump(answer));
    if (!told) return told.error();
    return std::optional<replay::Command>();
}

Result<std::vector<FactId>> touched_by(const replay::Command& command, Outbox& outbox) {
    // The desk sees to what hangs on a receipt.
    if (replay::about_receipt(command.kind)) return std::vector<FactId>();
    std::vector<FactId> touched{command.fact};
    const auto fact = outbox.fact(command.fact);
    if (!fact) return fact.error();
    if (!*fact) return touched;
    const auto refunds = refunds_beside(outbox, **fact);
    if (!refunds) return refunds.error();
    for (const auto& refund : *refunds)
        if (refund.id != command.fact) touched.push_back(refund.id);
    return touched;
}

Result<Json> answer_of(const replay::Command& command, Outbox& outbox, const Config& config, Timestamp now) {
    if (replay::about_receipt(command.kind)) return rule_here(command, outbox, config, now);
    auto carried = carry_out(command, outbox, Nonce(fresh_uuid()), now);
    if (!carried) return carried.error();
    return std::move(carried->answer);
}

}  // namespace

Result<std::vector<Order>> orders_in(CommandBox& box, Outbox& outbox) {
    const auto waiting = box.waiting();
    if (!waiting) return waiting.error();
    std::vector<Order> orders;
    for (const auto& each : *waiting) {
        auto command = command_in(box, each);
        if (!command) return command.error();
        if (!*command) continue;
        const auto before = done_before(**command, outbox);
        if (!before) return before.error();
        if (*before) {
            const auto told = box.answer(each.id, dump(**before));
            if (!told) return told.error();
            continue;
        }
        auto touches = touched_by(**command, outbox);
        if (!touches) return touches.error();
        orders.push_back({std::move(**command), std::move(*touches)});
    }
    return orders;
}

Result<CarriedOut> carry_out(const replay::Command& command, Outbox& outbox, Nonce nonce, Timestamp now) {
    const auto before = done_before(command, outbox);
    if (!before) return before.error();
    if (*before) return CarriedOut{**before, {}};
    const auto fact = outbox.fact(command.fact);
    if (!fact) return fact.error();
    if (!*fact) return CarriedOut{refused_answer(command, no_such_fact(command)), {}};
    auto standing = standing_of(outbox, **fact, command);
    if (!standing) return standing.error();
    standing->nonce = std::move(nonce);
    auto decree = replay::apply(command, **fact, *standing);
    if (!decree) return CarriedOut{refused_answer(command, decree.error()), {}};
    Batch batch = batch_of(*decree, now);
    Json answer = done_answer(command, name_of(decree->facts.front().state), batch.facts, batch.journal);
    batch.values.emplace_back(note_name(command.id), dump(answer));
    const auto stored = outbox.commit(batch);
    if (!stored) return stored.error();
    return CarriedOut{std::move(answer), std::move(decree->facts)};
}

Result<void> work_off(CommandBox& box, Outbox& outbox, const Config& config, Timestamp now) {
    const auto orders = orders_in(box, outbox);
    if (!orders) return orders.error();
    for (const auto& [command, touches] : *orders) {
        const auto answer = answer_of(command, outbox, config, now);
        if (!answer) return answer.error();
        const auto told = box.answer(command.id, dump(*answer));
        if (!told) return told.error();
    }
    return {};
}

Result<Json> possible_commands(Outbox& outbox, const Fact& fact) {
    Json possible = Json::object();
    for (const auto kind : {replay::CommandKind::retry, replay::CommandKind::edit,
                            replay::CommandKind::write_off, replay::CommandKind::cancel}) {
        replay::Command command{"", kind, fact.id, "", "", {}};
        if (kind == replay::CommandKind::edit) command.phone = Phone::parse("+70000000000");
        const auto standing = standing_of(outbox, fact, command);
        if (!standing) return standing.error();
        const auto decree = replay::apply(command, fact, *standing);
        possible.set(name_of(kind), decree ? Json()
                                           : Json("expected " + decree.error().expected + ", found " +
                                                  decree.error().found));
    }
    return possible;
}

}  // namespace tillpoints
