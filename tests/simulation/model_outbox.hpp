#pragma once
#include <map>

#include "plugin/outbox/outbox.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// What is durable on one terminal, in memory: a batch is there whole or not at all. Now and then the disk is
/// full, or the power goes just before or just after a write.
class ModelOutbox final : public Outbox {
  public:
    ModelOutbox(const VirtualTime& time, Power& power, Random& random, Faults& faults)
        : time_(time), power_(power), random_(random), faults_(faults) {}

    void full_until(Timestamp time) { full_until_ = time; }

    Result<void> commit(const Batch& batch) override;
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
    std::string keyed_hash(std::string_view identity) const override { return std::string(identity); }

  private:
    void apply(const Batch& batch);

    const VirtualTime& time_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    Timestamp full_until_;
    std::vector<Fact> facts_;
    std::map<FactId, std::size_t> places_;
    std::map<ReceiptId, StoredSession> sessions_;
    std::map<ReceiptId, ReceiptRecord> records_;
    std::vector<JournalEntry> journal_;
    std::map<std::string, std::string> values_;
};

}  // namespace tillpoints::simulation
