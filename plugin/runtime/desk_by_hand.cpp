#include <algorithm>

#include "plugin/runtime/command_answer.hpp"
#include "plugin/runtime/desk.hpp"
#include "plugin/session/by_hand.hpp"

/// Receipts the register never explained, and what a person says of them.
namespace tillpoints {
namespace {

/// Rare work: so many are years of it.
constexpr std::size_t remembered_rulings = 200;

session::Paper paper_of(replay::CommandKind kind) {
    switch (kind) {
        case replay::CommandKind::receipt_closed:
            return session::Paper::as_quoted;
        case replay::CommandKind::receipt_closed_at_full_price:
            return session::Paper::full_price;
        default:
            return session::Paper::none;
    }
}

Json json_of(const std::vector<ReceiptId>& receipts) {
    Json json = Json::array();
    for (const auto& receipt : receipts) json.push(receipt.text);
    return json;
}

}  // namespace

std::vector<ReceiptId> receipts_in(Outbox& outbox, const char* name) {
    std::vector<ReceiptId> receipts;
    const auto text = outbox.value(name);
    const auto json = text && *text ? parse_json(**text) : Result<Json>(Json());
    const auto* items = json ? json->items() : nullptr;
    if (!items) return receipts;
    for (const auto& each : *items)
        if (each.string()) receipts.emplace_back(*each.string());
    return receipts;
}

void Desk::remember_rulings(std::vector<ReceiptId> by_hand, bool in_doubt_noted) {
    by_hand_ = std::move(by_hand);
    in_doubt_noted_ = in_doubt_noted;
}

void Desk::rule(replay::Command command, TicketPtr ticket) {
    const ReceiptId receipt = command.receipt;
    arm(receipt, ticket);
    lane_of(receipt).waiting.push_back(
        {session::DeadlineReached{}, std::move(ticket), 0, false, std::move(command)});
    waiting_ += 1;
    run(receipt);
}

void Desk::ruled(const ReceiptId& receipt, const replay::Command& command) {
    Lane& lane = lane_of(receipt);
    const Problem unknown{Errc::invalid_value, "receipt_id", "a receipt of this installation",
                          "none with id " + receipt.text};
    const Problem busy{Errc::out_of_order, "receipt " + receipt.text,
                       "a receipt the register does not explain",
                       "one it is at work on; if it is not, start the register again"};
    const auto event = lane.session && lane.at_work ? Result<till::Event>(busy)
                       : lane.session ? session::explained(*lane.session, paper_of(command.kind),
                                                           replay::signature(command), clock_.now().local)
                                      : Result<till::Event>(unknown);
    if (!event) {
        const auto ticket = std::exchange(lane.current, nullptr);
        ticket->answer(refused_answer(command, event.error()));
        return run(receipt);
    }
    auto step = decisions_.next(*lane.session, *event, surroundings(*lane.session));
    step.session.by_hand = true;
    perform(receipt, std::move(step), &command);
}

void Desk::sign(Effects& effects, const session::Session& session, const replay::Command& command) {
    const std::string state = session.phase == session::Phase::closed ? "closed" : "cancelled";
    auto& batch = effects.batch;
    batch.journal.push_back(
        {session.receipt, {}, clock_.now().local, state + " by a person", replay::signature(command)});
    std::erase(by_hand_, session.receipt);
    by_hand_.push_back(session.receipt);
    if (by_hand_.size() > remembered_rulings) by_hand_.erase(by_hand_.begin());
    batch.values.emplace_back(by_hand_name, dump(json_of(by_hand_)));
    Json answer = done_answer(command, state, batch.facts, batch.journal);
    batch.values.emplace_back(note_name(command.id), dump(answer));
    effects.reply = std::move(answer);
}

void Desk::recover_ruled(const till::RegisterLists& lists) {
    for (const auto& closed : lists.closed) {
        // Told each time: said again it changes nothing, and a disk may have refused it before.
        if (std::find(by_hand_.begin(), by_hand_.end(), closed.receipt) == by_hand_.end()) continue;
        const auto due = loop_.now() + config_.timing.event_deadline;
        recover(closed.receipt, till::ReceiptClosed{closed},
                std::make_shared<Ticket>(loop_, "", due, [](const std::string&) {}));
    }
}

void Desk::note_doubt(const Json& receipts) {
    const bool any = !receipts.items()->empty();
    if (!any && !in_doubt_noted_) return;
    in_doubt_noted_ = any;
    Batch batch;
    batch.values.emplace_back(in_doubt_name, dump(receipts));
    keep(std::move(batch));
}

}  // namespace tillpoints
