#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/session/reconciling.hpp"

/// Events of the whole shop, and returns, which change the session of a sale that is finished.
namespace tillpoints {
namespace {

/// What the reply says of the register's lists: receipts that were not taken, and lines that were left alone.
struct Remarks {
    explicit Remarks(const till::RegisterLists& lists)
        : not_taken(till::to_json(lists.odd)), left_alone(till::left_alone(lists.closed)) {}
    void add_to(Json& json) const {
        if (!not_taken.items()->empty()) json.set("not_taken", not_taken);
        if (!left_alone.items()->empty()) json.set("left_alone", left_alone);
    }
    Json not_taken;
    Json left_alone;
};

}  // namespace

void ReceiptDispatcher::take_return(const till::ReturnClosed& event, const PendingReplyPtr& pending) {
    const ReceiptId sale = event.original.value_or(event.receipt);
    if (!event.original) return returned(event, pending, {});
    ReceiptQueue& queue = queue_of(sale);
    if (queue.session) return returned(event, pending, queue.session);
    queue.busy = true;
    const auto read = [sale](Outbox& outbox) { return outbox.session(sale); };
    tillpoints::ask<Kept>(executor_, read, [this, sale, event, pending](const Result<Kept>& stored) {
        if (stopping_) return;
        queue_of(sale).busy = false;
        if (!stored) return not_stored(sale, {});
        if (stored->has_value()) resume({**stored});
        returned(event, pending, queue_of(sale).session);
    });
}

void ReceiptDispatcher::returned(const till::ReturnClosed& event, const PendingReplyPtr& pending,
                                 std::optional<session::Session> original) {
    const ReceiptId sale = event.original.value_or(event.receipt);
    ReceiptQueue& queue = queue_of(sale);
    // The session of a sale that is open here, or was cancelled, is not used: the cloud knows what was sold.
    const bool known = original && original->phase == session::Phase::closed;
    const session::Session owner = original.value_or(session::Session());
    auto step = decisions_.take_return(std::move(original), event, step_context(owner, till::Event(event)));
    const session::Session own = closed_return(event, step.session);
    Effects effects = effects_of(event.receipt, own, std::move(step.actions));
    std::string form = known ? dump(session::to_json(step.session)) : std::string();
    if (known && form != queue.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (is_open(event.receipt))
        effects.batch.sessions.push_back(stored_form(own, dump(session::to_json(own))));
    queue.busy = true;
    sender_.note_cloud_time(effects.batch);
    Batch batch = effects.batch;
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    commit_once(
        std::move(batch), [this, sale, own, known, form, pending, shared](const Result<bool>& result) {
            if (stopping_) return;
            sender_.settle(shared->second.id, result && *result);
            ReceiptQueue& now = queue_of(sale);
            now.busy = false;
            now.current.reset();
            if (!result) {
                log_.write(LogLevel::error, "not stored: " + result.error().sentence());
            } else if (*result) {
                if (known) {
                    now.session = std::move(shared->first);
                    now.stored_form = form;
                }
                if (is_open(own.receipt)) queue_of(own.receipt).session = own;
                // The register tells a return again until it is answered, so an earlier run may have sent it.
                for (auto& entry : shared->second.new_entries)
                    sender_.add(std::move(entry), sender_.compared());
            }
            pending->answer(result ? *shared->second.reply : session::reply("return_closed", "not_stored"));
            run(sale);
            if (own.receipt != sale && queues_.contains(own.receipt)) run(own.receipt);
        });
}

/// A return of another terminal's sale has no session here, so its entry shows whether the return was taken
/// before. An entry that is there is not stored again, because it would be sent again.
void ReceiptDispatcher::commit_once(Batch batch, std::function<void(const Result<bool>&)> done) {
    write_unwritten();
    const auto store = [batch = std::move(batch)](Outbox& outbox) -> Result<bool> {
        for (const auto& entry : batch.entries) {
            const auto present = outbox.entry(entry.id);
            if (!present) return present.error();
            if (present->has_value()) return false;
        }
        const auto stored = outbox.commit(batch);
        if (!stored) return stored.error();
        return true;
    };
    tillpoints::ask<bool>(executor_, store, std::move(done));
}

/// The session of the return's own receipt, closed: record and journal belong to it, not to the sale.
session::Session ReceiptDispatcher::closed_return(const till::ReturnClosed& event,
                                                  const session::Session& sale) const {
    const auto queue = queues_.find(event.receipt);
    const bool opened = queue != queues_.end() && queue->second.session;
    session::Session own = opened ? *queue->second.session : sale;
    // A return belongs to the present shift, not to the shift of the sale.
    if (!opened && !event.shift.empty())
        own.shift = event.shift;
    else if (!opened && !shift_.empty())
        own.shift = shift_;
    own.receipt = event.receipt;
    own.kind = till::ReceiptKind::sale_return;
    own.phase = session::Phase::closed;
    own.fiscal = event.fiscal;
    own.closed_at = event.closed_at;
    return own;
}

std::vector<ReceiptId> ReceiptDispatcher::reconcile(const till::RegisterLists& lists, bool absence_counts,
                                                    const ReceiptId& except) {
    for (const auto& odd : lists.odd)
        log_.write(LogLevel::warning, "not taken from the register's lists: receipt " +
                                          (odd.receipt.empty() ? "without an id" : odd.receipt.text) + ", " +
                                          odd.problem.sentence());
    std::vector<const session::Session*> open;
    for (const auto& [receipt, queue] : queues_)
        if (queue.session && receipt != except) open.push_back(&*queue.session);
    const auto now = clock_.now();
    auto reconciled = decisions_.reconcile(lists, open, absence_counts, {clock_.wall(), now.cloud});
    const auto& doubtful = reconciled.in_doubt;
    for (const auto& receipt : doubtful)
        queue_of(receipt).at_work = queue_of(receipt).at_work && !absence_counts;
    if (absence_counts) doubt_.reset();
    std::set<ReceiptId> absent(doubtful.begin(), doubtful.end());
    bool all_named = true;
    for (const auto& odd : lists.odd) {
        absent.erase(odd.receipt);
        all_named = all_named && !odd.receipt.empty();
    }
    if (absence_counts && lists.complete_since && !now.cloud && all_named && !absent.empty())
        doubt_ = Doubt{now.local, clock_.wall(), *lists.complete_since, std::move(absent)};
    recover_all(std::move(reconciled.events));
    recover_resolved(lists);
    return std::move(reconciled.in_doubt);
}

void ReceiptDispatcher::settle_doubt() {
    const auto now = clock_.now();
    if (!doubt_ || !now.cloud) return;
    const Doubt doubt = *std::exchange(doubt_, std::nullopt);
    std::vector<const session::Session*> open;
    for (const auto& receipt : doubt.receipts)
        if (const auto queue = queues_.find(receipt); queue != queues_.end() && queue->second.session)
            open.push_back(&*queue->second.session);
    till::RegisterLists lists;
    lists.complete_since = doubt.complete_since;
    recover_all(
        decisions_.reconcile(lists, open, true, {doubt.told_wall, *now.cloud - (now.local - doubt.told)})
            .events);
}

void ReceiptDispatcher::recover_all(std::vector<till::Event> events) {
    for (auto& event : events) {
        const ReceiptId receipt = *till::receipt_of(event);
        log_.write(LogLevel::info, std::string(till::name_of(event)) + " of " + receipt.text +
                                       " recovered from the register's lists");
        const auto due = loop_.now() + config_.timing.event_deadline;
        recover(receipt, std::move(event),
                std::make_shared<PendingReply>(loop_, "", due, [](const std::string&) {}));
    }
}

void ReceiptDispatcher::remember(const PendingReplyPtr& pending) {
    std::erase_if(shop_replies_, [](const std::weak_ptr<PendingReply>& it) { return it.expired(); });
    shop_replies_.emplace_back(pending);
}

void ReceiptDispatcher::after_reconciling(std::function<void()> then) {
    write_unwritten();
    // The outbox works in order: what was given to it before is durable when this comes back.
    executor_.run([then = std::move(then)](Outbox&) -> std::function<void()> { return then; });
}

void ReceiptDispatcher::register_started(const till::RegisterStarted& event, const PendingReplyPtr& pending) {
    arm(ReceiptId(), pending);
    remember(pending);
    Json in_doubt = Json::array();
    for (const auto& receipt : reconcile(event.lists, true, ReceiptId())) in_doubt.push(receipt.text);
    note_doubt(in_doubt);
    after_reconciling([this, pending, in_doubt, remarks = Remarks(event.lists)] {
        executor_.run([this, pending, in_doubt, remarks](Outbox& outbox) -> std::function<void()> {
            auto counts = outbox.counts();
            return [this, pending, in_doubt, remarks, counts = std::move(counts)] {
                if (stopping_) return;
                if (!counts) return pending->answer(session::reply("register_started", "not_stored"));
                Json json = session::reply("register_started", "ok");
                json.set("in_doubt", in_doubt).set("pending", counts->pending);
                json.set("settling", counts->settling).set("parked", counts->parked);
                remarks.add_to(json);
                pending->answer(json);
            };
        });
    });
}

void ReceiptDispatcher::shift_closed(const till::ShiftClosed& event, const PendingReplyPtr& pending) {
    arm(ReceiptId(), pending);
    remember(pending);
    reconcile(event.lists, false, ReceiptId());
    after_reconciling([this, pending, shift = event.shift, remarks = Remarks(event.lists)] {
        executor_.run([this, pending, shift, remarks](Outbox& outbox) -> std::function<void()> {
            auto totals = outbox.shift_totals(shift);
            return [this, pending, shift, remarks, totals = std::move(totals)] {
                if (stopping_) return;
                if (!totals) return pending->answer(session::reply("shift_closed", "not_stored"));
                Json summary = Json::object({{"receipts", totals->receipts},
                                             {"with_card", totals->with_card},
                                             {"awarded", totals->awarded.count},
                                             {"redeemed", totals->redeemed.count},
                                             {"pending", totals->pending},
                                             {"parked", totals->parked},
                                             {"refused", refusals_json(shift)}});
                Json json = session::reply("shift_closed", "ok").set("summary", std::move(summary));
                remarks.add_to(json);
                pending->answer(json);
            };
        });
    });
}

}  // namespace tillpoints
