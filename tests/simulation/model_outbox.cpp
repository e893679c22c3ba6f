#include "tests/simulation/model_outbox.hpp"

#include "plugin/replay/schedule.hpp"

namespace tillpoints::simulation {

Result<void> ModelOutbox::write_without_room(const Batch&) {
    return Problem{Errc::storage_failed, "outbox", "space on the disk", "none"};
}

void ModelOutbox::write_in_part(const Batch& batch, bool early) {
    if (!early) static_cast<void>(write(batch));
}

std::function<void()> ModelOutbox::backup() {
    return [this, copy = content_] { content_ = copy; };
}

Result<void> ModelOutbox::write(const Batch& batch) {
    for (const auto& session : batch.sessions) content_.sessions[session.receipt] = session;
    for (const auto& record : batch.receipts) content_.records[record.receipt] = record;
    for (const auto& [name, value] : batch.values) content_.values[name] = value;
    content_.journal.insert(content_.journal.end(), batch.journal.begin(), batch.journal.end());
    for (const auto& entry : batch.entries) {
        const auto [place, added] = content_.places.try_emplace(entry.id, content_.entries.size());
        if (added)
            content_.entries.push_back(entry);
        else
            content_.entries[place->second] = entry;
    }
    apply(batch.limits);
    return {};
}

void ModelOutbox::apply(const limits::Rows& rows) {
    for (const auto& snapshot : rows.snapshots) content_.snapshots[snapshot.key] = snapshot;
    for (const auto& key : rows.forgotten) content_.snapshots.erase(key);
    for (const auto& counter : rows.counters) content_.counters[counter.name] = counter;
    for (const auto& offline_redemption : rows.offline_redemptions)
        content_.offline_redemptions[offline_redemption.entry] = offline_redemption;
    std::erase_if(content_.counters, [](const auto& it) { return it.second.count == 0; });
    std::erase_if(content_.offline_redemptions, [](const auto& it) { return it.second.points == Points(); });
}

Result<limits::Rows> ModelOutbox::limits() {
    limits::Rows rows;
    for (const auto& [key, snapshot] : content_.snapshots) rows.snapshots.push_back(snapshot);
    for (const auto& [name, counter] : content_.counters) rows.counters.push_back(counter);
    for (const auto& [entry, offline_redemption] : content_.offline_redemptions)
        rows.offline_redemptions.push_back(offline_redemption);
    return rows;
}

Result<std::vector<StoredSession>> ModelOutbox::unfinished_sessions() {
    std::vector<StoredSession> out;
    for (const auto& [receipt, session] : content_.sessions)
        if (!session.finished) out.push_back(session);
    return out;
}

Result<std::optional<StoredSession>> ModelOutbox::session(const ReceiptId& receipt) {
    const auto at = content_.sessions.find(receipt);
    return at == content_.sessions.end() ? std::nullopt : std::optional(at->second);
}

Result<std::vector<OutboxEntry>> ModelOutbox::unsettled(std::size_t limit) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : content_.entries)
        if (out.size() < limit && (replay::is_live(entry) || entry.state == EntryState::parked))
            out.push_back(entry);
    return out;
}

Result<void> ModelOutbox::each_unsettled(const std::function<void(const OutboxEntry&)>& visit) {
    for (const auto& entry : unsettled(content_.entries.size()).value()) visit(entry);
    return {};
}

Result<std::optional<OutboxEntry>> ModelOutbox::entry(const EntryId& id) {
    const auto place = content_.places.find(id);
    return place == content_.places.end() ? std::nullopt : std::optional(content_.entries[place->second]);
}

Result<std::vector<OutboxEntry>> ModelOutbox::entries_of(const ReceiptId& receipt) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : content_.entries)
        if (entry.receipt == receipt) out.push_back(entry);
    return out;
}

Result<void> ModelOutbox::each_entry(const std::function<void(const OutboxEntry&)>& visit) {
    for (const auto& entry : content_.entries) visit(entry);
    return {};
}

Result<std::vector<OutboxEntry>> ModelOutbox::refunds_of(const EntryId& purchase) {
    std::vector<OutboxEntry> out;
    for (const auto& entry : content_.entries)
        if (const auto* refund = std::get_if<RefundEntry>(&entry.body);
            refund && refund->purchase == purchase)
            out.push_back(entry);
    return out;
}

Result<std::vector<JournalLine>> ModelOutbox::journal_of(const ReceiptId& receipt) {
    std::vector<JournalLine> out;
    for (const auto& line : content_.journal)
        if (line.receipt == receipt) out.push_back(line);
    return out;
}

Result<QueueCounts> ModelOutbox::counts() {
    QueueCounts out;
    for (const auto& entry : content_.entries) {
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
    for (const auto& [receipt, record] : content_.records) {
        if (record.shift != shift) continue;
        out.receipts += 1;
        out.with_card += record.with_card ? 1 : 0;
        out.redeemed += record.redeemed;
    }
    return out;
}

Result<std::optional<std::string>> ModelOutbox::value(const std::string& name) {
    const auto at = content_.values.find(name);
    return at == content_.values.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace tillpoints::simulation
