#include "plugin/receipts/receipt_dispatcher.hpp"

#include <algorithm>

#include "plugin/entries/number.hpp"
#include "plugin/session/parts.hpp"
#include "plugin/session/returning.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {
namespace {

/// Bounds on waiting events; a register that waits for its answers stays far below them.
constexpr std::size_t most_in_queue = 64;
constexpr std::size_t most_waiting = 1'024;

/// The two ends of a receipt: they are taken even if its opening was lost.
bool is_sale_end(const till::Event& event) {
    return std::holds_alternative<till::ReceiptClosed>(event) ||
           std::holds_alternative<till::ReceiptCancelled>(event);
}

}  // namespace

ReceiptDispatcher::ReceiptDispatcher(const RuntimeEnv& env, OutboxSender& sender)
    : config_(env.config),
      loop_(env.loop),
      clock_(env.clock),
      provider_(env.provider),
      executor_(env.executor),
      sender_(sender),
      log_(env.log),
      fresh_uuid_(env.fresh_uuid),
      decisions_(env.decisions),
      installation_(installation_mark(executor_.keyed_hash(installation_identity))),
      write_timer_(loop_.timer()) {}

void ReceiptDispatcher::resume(const std::vector<StoredSession>& sessions,
                               const std::vector<OutboxEntry>& entries) {
    for (const auto& stored : sessions) {
        auto session = session::session_from_text(stored.state);
        if (!session) {
            log_.write(LogLevel::error,
                       "session " + stored.receipt.text + " cannot be read: " + session.error().sentence());
            continue;
        }
        ReceiptQueue& queue = queues_[stored.receipt];
        queue.session = session::resumed(std::move(session.value()), entries);
        queue.synced_cart = queue.session->cart;
        queue.stored_form = stored.state;
    }
}

bool ReceiptDispatcher::is_open(const ReceiptId& receipt) const {
    const auto queue = queues_.find(receipt);
    return queue != queues_.end() && queue->second.session &&
           queue->second.session->phase == session::Phase::open;
}

void ReceiptDispatcher::take(till::Event event, PendingReplyPtr pending) {
    // A receipt that the register sends an event of is no longer in doubt.
    if (const auto* receipt = till::receipt_of(event); receipt && doubt_) doubt_->receipts.erase(*receipt);
    if (take_shop_event(event, pending)) return;
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event)) {
        shift_ = opened->shift;
        if (opened->lists.complete_since) reconcile(opened->lists, true, opened->receipt);
    }
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event); returned && returned->original) {
        const ReceiptId sale = *returned->original;  // a copy: the event is moved from
        return enqueue(sale, std::move(event), std::move(pending));
    }
    const ReceiptId receipt = *till::receipt_of(event);
    enqueue(receipt, std::move(event), std::move(pending));
}

bool ReceiptDispatcher::take_shop_event(const till::Event& event, const PendingReplyPtr& pending) {
    return std::visit(Overloaded{[&](const till::RegisterStarted& started) {
                                     register_started(started, pending);
                                     return true;
                                 },
                                 [&](const till::ShiftClosed& shift) {
                                     shift_closed(shift, pending);
                                     return true;
                                 },
                                 []<class Kind>(const Kind&) {
                                     static_assert(!till::is_shop_event<Kind>,
                                                   "a shop event needs its case here");
                                     return false;
                                 }},
                      event);
}

void ReceiptDispatcher::enqueue(const ReceiptId& receipt, till::Event event, PendingReplyPtr pending) {
    if (waiting_ >= most_waiting || queue_of(receipt).waiting.size() >= most_in_queue)
        return turn_away(receipt, std::move(pending));
    queue_of(receipt).at_work = true;
    recover(receipt, std::move(event), std::move(pending));
}

void ReceiptDispatcher::turn_away(const ReceiptId& receipt, PendingReplyPtr pending) {
    arm(receipt, pending);
    queue_of(receipt).waiting.push_back({session::DeadlineReached{}, std::move(pending), 0, true});
    run(receipt);
}

/// Without a bound, because the register does not send again what its lists recover.
void ReceiptDispatcher::recover(const ReceiptId& receipt, till::Event event, PendingReplyPtr pending) {
    arm(receipt, pending);
    queue_of(receipt).waiting.push_back({std::move(event), std::move(pending), 0});
    waiting_ += 1;
    run(receipt);
}

void ReceiptDispatcher::arm(const ReceiptId& receipt, const PendingReplyPtr& pending) {
    const auto soft = [this, receipt, weak = std::weak_ptr(pending)] {
        const auto it = weak.lock();
        if (!it || stopping_) return;
        const auto queue = queues_.find(receipt);
        if (queue == queues_.end() || queue->second.current != it) return;
        queue->second.urgent.push_back({session::DeadlineReached{}, it, 0});
        run(receipt);
    };
    const auto hard = [this, receipt, weak = std::weak_ptr(pending)] {
        const auto it = weak.lock();
        if (!it || stopping_) return;
        it->answer(session::reply(it->event(), "not_stored"));
        if (!stopping_) give_up(receipt, it);
    };
    pending->arm(soft, hard);
}

/// Drops the current event of a receipt if nothing will answer it any more (after a defect), so that later
/// events are taken.
void ReceiptDispatcher::give_up(const ReceiptId& receipt, const PendingReplyPtr& pending) {
    const auto found = queues_.find(receipt);
    if (found == queues_.end() || found->second.current != pending || found->second.busy) return;
    found->second.current = nullptr;
    if (auto& session = found->second.session) {
        session->waiting = session::PendingQuestion::nothing;
        session->event.clear();
        session->discount_request.reset();
    }
    run(receipt);
}

void ReceiptDispatcher::drop_unheard(ReceiptQueue& queue) {
    // An event that was answered not_stored while it waited is dropped: the register sends it again, and it
    // must not happen twice.
    while (!queue.waiting.empty() &&
           (queue.waiting.front().turned_away || queue.waiting.front().pending->answered())) {
        const Job job = std::move(queue.waiting.front());
        queue.waiting.pop_front();
        if (job.turned_away)
            job.pending->answer(session::reply(job.pending->event(), "not_stored").set("reason", "busy"));
        else
            waiting_ -= 1;
    }
}

void ReceiptDispatcher::run(const ReceiptId& receipt) {
    ReceiptQueue& queue = queue_of(receipt);
    if (queue.busy || stopping_) return;
    if (!queue.urgent.empty()) {
        Job job = std::move(queue.urgent.front());
        queue.urgent.pop_front();
        const bool late = job.pending && job.pending != queue.current;
        const bool stale = job.question != 0 && job.question != queue.question;
        if (late || stale || !queue.session) return run(receipt);
        return take_step(receipt, job.input);
    }
    if (queue.current) return;
    drop_unheard(queue);
    if (queue.waiting.empty()) {
        const bool finished = !queue.session || queue.session->phase != session::Phase::open;
        if (finished) queues_.erase(receipt);
        return;
    }
    Job job = std::move(queue.waiting.front());
    queue.waiting.pop_front();
    waiting_ -= 1;
    queue.current = job.pending;
    const auto pending = job.pending;
    begin(receipt, std::move(job));
    // Its deadline passed while it waited for its turn.
    const auto found = queues_.find(receipt);
    if (!pending->soft_deadline_passed() || found == queues_.end() || found->second.current != pending)
        return;
    found->second.urgent.push_back({session::DeadlineReached{}, pending, 0});
    run(receipt);
}

void ReceiptDispatcher::begin(const ReceiptId& receipt, Job job) {
    ReceiptQueue& queue = queue_of(receipt);
    if (job.command)
        return queue.session ? resolved(receipt, *job.command) : load_finished(receipt, std::move(job));
    const auto& event = std::get<till::Event>(job.input);
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event)) {
        const till::ReturnClosed copy = *returned;
        return take_return(copy, job.pending);
    }
    // An event of a receipt that was resolved manually may change entries that are only on the disk.
    if (queue.session && !queue.session->manually_resolved) return take_step(receipt, job.input);
    load_finished(receipt, std::move(job));
}

void ReceiptDispatcher::load_finished(const ReceiptId& receipt, Job job) {
    queue_of(receipt).busy = true;
    auto shared = std::make_shared<Job>(std::move(job));
    using Found = std::pair<Kept, std::vector<OutboxEntry>>;
    const auto read = [receipt](Outbox& outbox) -> Result<Found> {
        auto session = outbox.session(receipt);
        if (!session) return session.error();
        auto entries = *session ? outbox.entries_of(receipt)
                                : Result<std::vector<OutboxEntry>>(std::vector<OutboxEntry>());
        if (!entries) return entries.error();
        return Found{std::move(*session), std::move(*entries)};
    };
    tillpoints::ask<Found>(executor_, read, [this, receipt, shared](const Result<Found>& found) {
        if (stopping_) return;
        ReceiptQueue& queue = queue_of(receipt);
        queue.busy = false;
        if (!found) return not_stored(receipt, {});
        if (found->first) resume({*found->first});
        if (queue.session && queue.session->manually_resolved) sender_.hold(found->second);
        if (shared->command)
            resolved(receipt, *shared->command);
        else if (queue.session)
            take_step(receipt, shared->input);
        else
            without_session(receipt, std::move(*shared));
    });
}

void ReceiptDispatcher::without_session(const ReceiptId& receipt, Job job) {
    const auto& event = std::get<till::Event>(job.input);
    ReceiptQueue& queue = queue_of(receipt);
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event)) {
        const auto now = clock_.now();
        queue.session = session::opened(*opened, now.local, now.cloud);
        queue.opened_in_this_run = true;
        return take_step(receipt, job.input);
    }
    if (is_sale_end(event)) {
        // A receipt whose opening was lost is closed without loyalty, so that it is recorded and counted.
        till::ReceiptOpened unknown;
        unknown.receipt = receipt;
        queue.session = session::opened(unknown, clock_.now().local);
        queue.session->unopened = refused_openings_.why(receipt);
        return take_step(receipt, job.input);
    }
    queue.current->answer(
        till::error_reply(till::name_of(event),
                          {Errc::unknown_receipt, "receipt_id", "a receipt that was opened", receipt.text}));
    queue.current.reset();
    run(receipt);
}

void ReceiptDispatcher::entry_outcome(const OutboxEntry& entry, replay::EntryOutcome entry_outcome,
                                      std::optional<Errc> reason) {
    settle_offline_redemption(entry);
    using Kind = session::EntryUpdate::Kind;
    const auto queue = queues_.find(entry.receipt);
    if (queue == queues_.end() || !queue->second.session) return;
    const Kind kind = entry_outcome == replay::EntryOutcome::confirmed   ? Kind::confirmed
                      : entry_outcome == replay::EntryOutcome::refused   ? Kind::refused
                      : entry_outcome == replay::EntryOutcome::withdrawn ? Kind::withdrawn
                                                                         : Kind::unclear;
    queue->second.urgent.push_back({session::EntryUpdate{entry.id, kind, reason}, nullptr, 0});
    run(ReceiptId(entry.receipt));  // a copy: what follows may move the sender's entries
}

void ReceiptDispatcher::stop() {
    stopping_ = true;
    write_timer_->cancel();
    const auto answer = [](const PendingReplyPtr& pending) {
        if (pending) pending->answer(till::error_reply(pending->event(), {Errc::shutting_down, "", "", ""}));
    };
    auto queues = std::move(queues_);
    queues_.clear();
    for (auto& [receipt, queue] : queues) {
        answer(queue.current);
        for (const auto& job : queue.waiting) answer(job.pending);
    }
    for (const auto& pending : shop_replies_) answer(pending.lock());
}

}  // namespace tillpoints
