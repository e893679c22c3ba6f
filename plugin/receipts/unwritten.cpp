#include <iterator>
#include <utility>

#include "plugin/receipts/receipt_dispatcher.hpp"
#include "protocol/json.hpp"

/// Steps that nothing depends on are not written one by one: the next batch takes them along, or a moment
/// without one ends. A power cut loses them, as it loses a batch that is not synced.
namespace tillpoints {
namespace {

constexpr std::chrono::seconds longest_wait{1};

/// Puts `later` behind what is there.
void append(Batch& batch, Batch later) {
    const auto add = [](auto& records, auto& more) {
        records.insert(records.end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
    };
    add(batch.sessions, later.sessions);
    add(batch.entries, later.entries);
    add(batch.journal, later.journal);
    add(batch.receipts, later.receipts);
    add(batch.values, later.values);
    limits::append(batch.limits, std::move(later.limits));
    batch.durability = later.durability;
}

}  // namespace

void ReceiptDispatcher::hold_back(Batch batch) {
    append(unwritten_.batch, std::move(batch));
    if (!std::exchange(unwritten_.timed, true))
        write_timer_->at(loop_.now() + longest_wait, [this] {
            if (!stopping_) write_unwritten();
        });
}

void ReceiptDispatcher::write_unwritten() {
    if (unwritten_.batch.empty() && unwritten_.receipts.empty()) return;
    Batch none;
    none.durability = Durability::eventual;
    sender_.note_cloud_time(none);
    commit(std::move(none), [this](const Result<void>& result) {
        if (!result) log_.write(LogLevel::warning, "not stored: " + result.error().sentence());
    });
}

Batch ReceiptDispatcher::with_unwritten(Unwritten& taken, Batch batch) {
    Batch whole = taken.batch;
    for (const auto& receipt : taken.receipts) {
        const auto queue = queues_.find(receipt);
        if (queue == queues_.end() || !queue->second.session) continue;
        const auto& session = *queue->second.session;
        queue->second.stored_form = dump(session::to_json(session));
        whole.sessions.push_back(stored_form(session, queue->second.stored_form));
    }
    append(whole, std::move(batch));
    return whole;
}

void ReceiptDispatcher::commit(Batch batch, std::function<void(const Result<void>&)> done) {
    write_timer_->cancel();
    auto taken = std::make_shared<Unwritten>(std::exchange(unwritten_, {}));
    Batch whole = with_unwritten(*taken, std::move(batch));
    if (whole.empty()) return;
    executor_.commit(std::move(whole), [this, taken, done = std::move(done)](const Result<void>& result) {
        if (stopping_) return;
        if (!result) keep_unwritten(std::move(*taken));
        done(result);
    });
}

void ReceiptDispatcher::keep_unwritten(Unwritten refused) {
    // A batch that was given to the disk meanwhile may hold newer counters and values, which older ones must
    // not replace. Sessions are written as they are then.
    refused.batch.limits = {};
    refused.batch.values.clear();
    append(refused.batch, std::exchange(unwritten_.batch, {}));
    unwritten_.batch = std::move(refused.batch);
    for (const auto& receipt : refused.receipts) {
        unwritten_.receipts.insert(receipt);
        const auto queue = queues_.find(receipt);
        if (queue != queues_.end()) queue->second.stored_form.clear();
    }
    hold_back({});
}

}  // namespace tillpoints
