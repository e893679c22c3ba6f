#include "scenario.hpp"

#include <stdexcept>

namespace tillpoints::testing {
namespace {

template <class Record, class Key>
void put(std::vector<Record>& records, const Record& record, Key key) {
    for (auto& known : records)
        if (key(known) == key(record)) {
            known = record;
            return;
        }
    records.push_back(record);
}

Batch selling(std::size_t number) {
    const auto receipt = "r" + std::to_string(number);
    Batch batch;
    batch.entries.push_back(number % 3 == 0 ? sale_with_everything(receipt) : sale(receipt));
    batch.sessions.push_back({ReceiptId(receipt), "1", false, at(1), std::string(number * 37 % 3000, 's')});
    batch.journal.push_back({ReceiptId("day"), batch.entries[0].id, at(2), "stored", ""});
    batch.receipts.push_back(receipt_record(receipt, "1"));
    batch.values.push_back({"settings", std::to_string(number)});
    return batch;
}

/// Changes the previous sale as replay and returns do.
Batch moving_on(std::size_t number) {
    const auto receipt = "r" + std::to_string(number - 1);
    Batch batch;
    OutboxEntry sold = in_state(sale(receipt), EntryState::confirmed);
    sold.operation = OperationId{static_cast<std::int64_t>(number)};
    batch.entries = {sold, refund_of(sold, "back" + std::to_string(number))};
    batch.sessions.push_back({ReceiptId(receipt), "1", true, at(3), ""});
    batch.journal.push_back({ReceiptId("day"), sold.id, at(4), "confirmed", ""});
    return batch;
}

Batch backlog(std::size_t number) {
    Batch batch;
    for (int i = 0; i < 25; ++i)
        batch.entries.push_back(sale("many" + std::to_string(number) + "-" + std::to_string(i)));
    return batch;
}

template <class T>
T need(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().sentence());
    return std::move(*result);
}

}  // namespace

RecordedOutbox::RecordedOutbox() {
    auto options = shop.options();
    options.vfs = disk.vfs();
    outbox = Outbox::open(options).value();
}

std::vector<Batch> shop_hours(std::size_t batches) {
    std::vector<Batch> hours;
    for (std::size_t i = 0; i < batches; ++i)
        hours.push_back(i % 10 == 9 ? backlog(i) : i % 2 ? moving_on(i) : selling(i));
    for (std::size_t i = 0; i < batches; ++i)
        if (i % 4 == 1 || i % 5 == 2) hours[i].durability = Durability::eventual;
    return hours;
}

void Contents::apply(const Batch& batch) {
    for (const auto& entry : batch.entries) put(entries, entry, [](const OutboxEntry& f) { return f.id; });
    for (const auto& session : batch.sessions)
        put(unfinished, session, [](const StoredSession& s) { return s.receipt; });
    std::erase_if(unfinished, [](const StoredSession& session) { return session.finished; });
    for (const auto& line : batch.journal) journal.push_back(line);
    for (const auto& [name, value] : batch.values) settings = value;
}

Contents contents_of(Outbox& outbox) {
    Contents contents;
    contents.entries = all_entries(outbox);
    contents.unfinished = need(outbox.unfinished_sessions());
    contents.journal = need(outbox.journal_of(ReceiptId("day")));
    contents.settings = need(outbox.value("settings"));
    if (need(outbox.counts()).quarantined != 0) throw std::runtime_error("a damaged record");
    return contents;
}

std::vector<Attempt> play(const Shop& shop, RecordedDisk& disk, const std::vector<Batch>& batches) {
    auto options = shop.options();
    options.vfs = disk.vfs();
    std::vector<Attempt> attempts;
    std::unique_ptr<Outbox> outbox;
    while (attempts.size() < batches.size()) {
        const std::size_t first = attempts.size();
        if (first == batches.size() / 2) outbox.reset();
        if (!outbox) {
            auto opened = Outbox::open(options);
            if (opened) outbox = std::move(*opened);
        }
        std::vector<const Batch*> together{&batches[first]};
        if (first % 5 == 3 && first + 1 < batches.size()) together.push_back(&batches[first + 1]);
        Attempt attempt{first, disk.steps().size(), 0, false};
        attempt.acknowledged = outbox && outbox->commit_together(together).has_value();
        attempt.answered = disk.steps().size();
        attempts.insert(attempts.end(), together.size(), attempt);
        if (outbox && first % 7 == 6) static_cast<void>(outbox->tidy());
    }
    return attempts;
}

}  // namespace tillpoints::testing
