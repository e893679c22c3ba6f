#include "tests/simulation/model_outbox.hpp"

#include "plugin/replay/schedule.hpp"

namespace tillpoints::simulation {

Result<void> ModelOutbox::write_without_room(const Batch&) {
    return Problem{Errc::storage_failed, "outbox", "space on the disk", "none"};
}

void ModelOutbox::write_in_part(const Batch& batch, bool early) {
    if (!early) static_cast<void>(write(batch));
}

Result<void> ModelOutbox::write(const Batch& batch) {
    for (const auto& session : batch.sessions) sessions_[session.receipt] = session;
    for (const auto& record : batch.receipts) records_[record.receipt] = record;
    for (const auto& [name, value] : batch.values) values_[name] = value;
    journal_.insert(journal_.end(), batch.journal.begin(), batch.journal.end());
    for (const auto& fact : batch.facts) {
        const auto [place, added] = places_.try_emplace(fact.id, facts_.size());
        if (added)
            facts_.push_back(fact);
        else
            facts_[place->second] = fact;
    }
    apply(batch.limits);
    return {};
}

void ModelOutbox::apply(const limits::Rows& rows) {
    for (const auto& snapshot : rows.snapshots) snapshots_[snapshot.key] = snapshot;
    for (const auto& key : rows.forgotten) snapshots_.erase(key);
    for (const auto& counter : rows.counters) counters_[counter.name] = counter;
    for (const auto& promise : rows.promises) promises_[promise.fact] = promise;
    std::erase_if(counters_, [](const auto& it) { return it.second.count == 0; });
    std::erase_if(promises_, [](const auto& it) { return it.second.points == Points(); });
}

Result<limits::Rows> ModelOutbox::limits() {
    limits::Rows rows;
    for (const auto& [key, snapshot] : snapshots_) rows.snapshots.push_back(snapshot);
    for (const auto& [name, counter] : counters_) rows.counters.push_back(counter);
    for (const auto& [fact, promise] : promises_) rows.promises.push_back(promise);
    return rows;
}

Result<std::vector<StoredSession>> ModelOutbox::unfinished_sessions() {
    std::vector<StoredSession> out;
    for (const auto& [receipt, session] : sessions_)
        if (!session.finished) out.push_back(session);
    return out;
}

Result<std::optional<StoredSession>> ModelOutbox::session(const ReceiptId& receipt) {
    const auto at = sessions_.find(receipt);
    return at == sessions_.end() ? std::nullopt : std::optional(at->second);
}

Result<std::vector<Fact>> ModelOutbox::unsettled(std::size_t limit) {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (out.size() < limit && (replay::is_live(fact) || fact.state == FactState::parked))
            out.push_back(fact);
    return out;
}

Result<void> ModelOutbox::each_unsettled(const std::function<void(const Fact&)>& visit) {
    for (const auto& fact : unsettled(facts_.size()).value()) visit(fact);
    return {};
}

Result<std::optional<Fact>> ModelOutbox::fact(const FactId& id) {
    const auto place = places_.find(id);
    return place == places_.end() ? std::nullopt : std::optional(facts_[place->second]);
}

Result<std::vector<Fact>> ModelOutbox::facts_of(const ReceiptId& receipt) {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (fact.receipt == receipt) out.push_back(fact);
    return out;
}

Result<void> ModelOutbox::each_fact(const std::function<void(const Fact&)>& visit) {
    for (const auto& fact : facts_) visit(fact);
    return {};
}

Result<std::vector<Fact>> ModelOutbox::refunds_of(const FactId& purchase) {
    std::vector<Fact> out;
    for (const auto& fact : facts_)
        if (const auto* refund = std::get_if<RefundFact>(&fact.body); refund && refund->purchase == purchase)
            out.push_back(fact);
    return out;
}

Result<std::vector<JournalEntry>> ModelOutbox::journal_of(const ReceiptId& receipt) {
    std::vector<JournalEntry> out;
    for (const auto& entry : journal_)
        if (entry.receipt == receipt) out.push_back(entry);
    return out;
}

Result<QueueCounts> ModelOutbox::counts() {
    QueueCounts out;
    for (const auto& fact : facts_) {
        if (fact.state == FactState::parked)
            out.parked += 1;
        else if (fact.state == FactState::pending)
            out.pending += 1;
        else if (replay::is_live(fact))
            out.settling += 1;
        else if (fact.state == FactState::confirmed)
            out.confirmed += 1;
        else if (fact.state == FactState::withdrawn)
            out.withdrawn += 1;
        else
            out.given_up += 1;
    }
    return out;
}

Result<ShiftTotals> ModelOutbox::shift_totals(const std::string& shift) {
    ShiftTotals out;
    for (const auto& [receipt, record] : records_) {
        if (record.shift != shift) continue;
        out.receipts += 1;
        out.with_card += record.with_card ? 1 : 0;
        out.redeemed += record.redeemed;
    }
    return out;
}

Result<std::optional<std::string>> ModelOutbox::value(const std::string& name) {
    const auto at = values_.find(name);
    return at == values_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace tillpoints::simulation
