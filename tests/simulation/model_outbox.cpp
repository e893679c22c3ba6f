#include "tests/simulation/model_outbox.hpp"

#include <utility>

#include "plugin/replay/schedule.hpp"

namespace tillpoints::simulation {

Result<void> ModelOutbox::write_without_room(const Batches&) {
    return Problem{Errc::storage_failed, "outbox", "space on the disk", "none"};
}

void ModelOutbox::write_in_part(const Batches& batches, bool early) {
    if (!early) static_cast<void>(write(batches));
}

std::function<void()> ModelOutbox::backup() {
    return [this, copy = now_] {
        synced_ = now_ = copy;
        unsynced_.clear();
    };
}

Result<void> ModelOutbox::write(const Batches& batches) {
    bool synced = false;
    for (const Batch* batch : batches) {
        now_.apply(*batch);
        unsynced_.push_back(*batch);
        synced = synced || batch->durability == Durability::synced;
    }
    if (synced)
        for (const auto& stored : std::exchange(unsynced_, {})) synced_.apply(stored);
    return {};
}

void ModelOutbox::restart() {
    const std::size_t kept = unsynced_.empty() ? 0 : chance_() % (unsynced_.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) synced_.apply(unsynced_[i]);
    unsynced_.clear();
    now_ = synced_;
}

void StoredRecords::apply(const Batch& batch) {
    for (const auto& session : batch.sessions) sessions[session.receipt] = session;
    for (const auto& record : batch.receipts) records[record.receipt] = record;
    for (const auto& [name, value] : batch.values) values[name] = value;
    journal.insert(journal.end(), batch.journal.begin(), batch.journal.end());
    for (const auto& entry : batch.entries) {
        const auto [place, added] = places.try_emplace(entry.id, entries.size());
        if (added)
            entries.push_back(entry);
        else
            entries[place->second] = entry;
    }
    apply(batch.limits);
}

void StoredRecords::apply(const limits::Rows& rows) {
    for (const auto& snapshot : rows.snapshots) snapshots[snapshot.key] = snapshot;
    for (const auto& key : rows.forgotten) snapshots.erase(key);
    for (const auto& counter : rows.counters) counters[counter.name] = counter;
    for (const auto& offline_redemption : rows.offline_redemptions)
        offline_redemptions[offline_redemption.entry] = offline_redemption;
    std::erase_if(counters, [](const auto& it) { return it.second.count == 0; });
    std::erase_if(offline_redemptions, [](const auto& it) { return it.second.points == Points(); });
}

Result<limits::Rows> ModelOutbox::limits() {
    limits::Rows rows;
    for (const auto& [key, snapshot] : now_.snapshots) rows.snapshots.push_back(snapshot);
    for (const auto& [name, counter] : now_.counters) rows.counters.push_back(counter);
    for (const auto& [entry, offline_redemption] : now_.offline_redemptions)
        rows.offline_redemptions.push_back(offline_redemption);
    return rows;
}

Result<std::vector<StoredSession>> ModelOutbox::unfinished_sessions() {
    std::vector<StoredSession> out;
    for (const auto& [receipt, session] : now_.sessions)
        if (!session.finished) out.push_back(session);
    return out;
}

Result<std::optional<StoredSession>> ModelOutbox::session(const ReceiptId& receipt) {
    const auto at = now_.sessions.find(receipt);
    return at == now_.sessions.end() ? std::nullopt : std::optional(at->second);
}

Result<std::vector<OutboxEntry>> ModelOutbox::unsettled(std::size_t limit) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : now_.entries)
        if (out.size() < limit && (replay::is_live(entry) || entry.state == EntryState::parked))
            out.push_back(entry);
    return out;
}

Result<void> ModelOutbox::each_unsettled(const std::function<void(const OutboxEntry&)>& visit) {
    for (const auto& entry : unsettled(now_.entries.size()).value()) visit(entry);
    return {};
}

Result<std::optional<OutboxEntry>> ModelOutbox::entry(const EntryId& id) {
    const auto place = now_.places.find(id);
    return place == now_.places.end() ? std::nullopt : std::optional(now_.entries[place->second]);
}

Result<std::vector<OutboxEntry>> ModelOutbox::entries_of(const ReceiptId& receipt) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : now_.entries)
        if (entry.receipt == receipt) out.push_back(entry);
    return out;
}

Result<void> ModelOutbox::each_entry(const std::function<void(const OutboxEntry&)>& visit) {
    for (const auto& entry : now_.entries) visit(entry);
    return {};
}

Result<std::vector<OutboxEntry>> ModelOutbox::refunds_of(const EntryId& purchase) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : now_.entries)
        if (const auto* refund = std::get_if<RefundEntry>(&entry.body);
            refund && refund->purchase == purchase)
            out.push_back(entry);
    return out;
}

Result<std::vector<JournalLine>> ModelOutbox::journal_of(const ReceiptId& receipt) {
    std::vector<JournalLine> out;
    for (const auto& line : now_.journal)
        if (line.receipt == receipt) out.push_back(line);
    return out;
}

Result<QueueCounts> ModelOutbox::counts() {
    QueueCounts out;
    for (const auto& entry : now_.entries) {
        if (entry.state == EntryState::parked)
            out.parked += 1;
        else if (entry.state == EntryState::pending)
            out.pending += 1;
        else if (replay::is_live(entry))
            out.settling += 1;
        else if (entry.state == EntryState::confirmed)
            out.confirmed += 1;
        else if (entry.state == EntryState::withdrawn)
            out.withdrawn += 1;
        else
            out.given_up += 1;
    }
    return out;
}

Result<ShiftTotals> ModelOutbox::shift_totals(const std::string& shift) {
    ShiftTotals out;
    for (const auto& [receipt, record] : now_.records) {
        if (record.shift != shift) continue;
        out.receipts += 1;
        out.with_card += record.with_card ? 1 : 0;
        out.redeemed += record.redeemed;
    }
    return out;
}

Result<std::optional<std::string>> ModelOutbox::value(const std::string& name) {
    const auto at = now_.values.find(name);
    return at == now_.values.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace tillpoints::simulation
