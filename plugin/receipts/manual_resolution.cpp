#include <algorithm>

#include "plugin/receipts/command_answer.hpp"
#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/receipts/stored_values.hpp"
#include "plugin/session/manual_resolution.hpp"

/// Receipts that the register never explained, and what an operator says became of them.
namespace tillpoints {
namespace {

/// Resolutions are rare: so many are made in years.
constexpr std::size_t remembered_resolutions = 200;

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

void ReceiptDispatcher::remember_resolutions(std::vector<ReceiptId> manually_resolved, bool in_doubt_noted) {
    manually_resolved_ = std::move(manually_resolved);
    in_doubt_noted_ = in_doubt_noted;
}

void ReceiptDispatcher::resolve(replay::Command command, PendingReplyPtr pending) {
    const ReceiptId receipt = command.receipt;
    arm(receipt, pending);
    queue_of(receipt).waiting.push_back(
        {session::DeadlineReached{}, std::move(pending), 0, false, std::move(command)});
    waiting_ += 1;
    run(receipt);
}

void ReceiptDispatcher::resolved(const ReceiptId& receipt, const replay::Command& command) {
    ReceiptQueue& queue = queue_of(receipt);
    const Problem unknown{Errc::invalid_value, "receipt_id", "a receipt of this installation",
                          "none with id " + receipt.text};
    const Problem busy{Errc::out_of_order, "receipt " + receipt.text,
                       "a receipt the register does not explain",
                       "one it is at work on; if it is not, start the register again"};
    const auto event = queue.session && queue.at_work ? Result<till::Event>(busy)
                       : queue.session ? session::explained(*queue.session, paper_of(command.kind),
                                                            replay::signature(command), clock_.now().local)
                                       : Result<till::Event>(unknown);
    if (!event) {
        const auto pending = std::exchange(queue.current, nullptr);
        pending->answer(refused_answer(command, event.error()));
        return run(receipt);
    }
    auto step = decisions_.next(*queue.session, *event, step_context(*queue.session, *event));
    step.session.manually_resolved = true;
    perform(receipt, std::move(step), &command);
}

void ReceiptDispatcher::sign(Effects& effects, const session::Session& session,
                             const replay::Command& command) {
    const std::string state = session.phase == session::Phase::closed ? "closed" : "cancelled";
    auto& batch = effects.batch;
    batch.journal.push_back(
        {session.receipt, {}, clock_.now().local, state + " by a person", replay::signature(command)});
    std::erase(manually_resolved_, session.receipt);
    manually_resolved_.push_back(session.receipt);
    if (manually_resolved_.size() > remembered_resolutions)
        manually_resolved_.erase(manually_resolved_.begin());
    batch.values.emplace_back(manually_resolved_name, dump(json_of(manually_resolved_)));
    Json answer = done_answer(command, state, batch.entries, batch.journal);
    batch.values.emplace_back(note_name(command.id), dump(answer));
    effects.reply = std::move(answer);
}

void ReceiptDispatcher::recover_resolved(const till::RegisterLists& lists) {
    for (const auto& closed : lists.closed) {
        // Each time, because the disk may have refused it before; a repeated closing changes nothing.
        if (std::find(manually_resolved_.begin(), manually_resolved_.end(), closed.receipt) ==
            manually_resolved_.end())
            continue;
        const auto due = loop_.now() + config_.timing.event_deadline;
        recover(closed.receipt, till::ReceiptClosed{closed},
                std::make_shared<PendingReply>(loop_, "", due, [](const std::string&) {}));
    }
}

void ReceiptDispatcher::note_doubt(const Json& receipts) {
    const bool any = !receipts.items()->empty();
    if (!any && !in_doubt_noted_) return;
    in_doubt_noted_ = any;
    Batch batch;
    batch.values.emplace_back(in_doubt_name, dump(receipts));
    keep(std::move(batch));
}

}  // namespace tillpoints
