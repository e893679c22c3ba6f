#pragma once
#include <map>

#include "tests/simulation/durable_outbox.hpp"

namespace tillpoints::simulation {

/// In memory: a batch is there whole or not at all.
class ModelOutbox final : public DurableOutbox {
  public:
    using DurableOutbox::DurableOutbox;

    Result<std::vector<StoredSession>> unfinished_sessions() override;
    Result<std::optional<StoredSession>> session(const ReceiptId& receipt) override;
    Result<std::vector<Fact>> unsettled(std::size_t limit) override;
    Result<void> each_unsettled(const std::function<void(const Fact&)>& visit) override;
    Result<std::optional<Fact>> fact(const FactId& id) override;
    Result<std::vector<Fact>> facts_of(const ReceiptId& receipt) override;
    Result<void> each_fact(const std::function<void(const Fact&)>& visit) override;
    Result<std::vector<Fact>> refunds_of(const FactId& purchase) override;
    Result<std::vector<JournalEntry>> journal_of(const ReceiptId& receipt) override;
    Result<QueueCounts> counts() override;
    Result<ShiftTotals> shift_totals(const std::string& shift) override;
    Result<std::optional<std::string>> value(const std::string& name) override;
    Result<limits::Rows> limits() override;
    /// A day is too short for anything to be forgotten.
    Result<bool> forget(const Retention&, Timestamp) override { return false; }
    std::string keyed_hash(std::string_view identity) const override { return std::string(identity); }

  private:
    Result<void> write(const Batch& batch) override;
    Result<void> write_without_room(const Batch& batch) override;
    void write_in_part(const Batch& batch, bool early) override;
    void apply(const limits::Rows& rows);

    std::vector<Fact> facts_;
    std::map<FactId, std::size_t> places_;
    std::map<ReceiptId, StoredSession> sessions_;
    std::map<ReceiptId, ReceiptRecord> records_;
    std::vector<JournalEntry> journal_;
    std::map<std::string, std::string> values_;
    std::map<std::string, limits::Snapshot> snapshots_;
    std::map<std::string, limits::Counter> counters_;
    std::map<FactId, limits::Promise> promises_;
};

}  // namespace tillpoints::simulation
