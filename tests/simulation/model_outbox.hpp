#pragma once
#include <map>
#include <random>

#include "plugin/entries/number.hpp"
#include "tests/simulation/durable_outbox.hpp"

namespace tillpoints::simulation {

/// Everything that an outbox keeps.
struct StoredRecords {
    std::vector<OutboxEntry> entries;
    std::map<EntryId, std::size_t> places;
    std::map<ReceiptId, StoredSession> sessions;
    std::map<ReceiptId, ReceiptRecord> records;
    std::vector<JournalLine> journal;
    std::map<std::string, std::string> values;
    std::map<std::string, limits::Snapshot> snapshots;
    std::map<std::string, limits::Counter> counters;
    std::map<EntryId, limits::OfflineRedemptionRow> offline_redemptions;

    void apply(const Batch& batch);

  private:
    void apply(const limits::Rows& rows);
};

/// In memory: a batch is there whole or not at all. A power cut loses the last batches that were not synced,
/// none, some or all of them.
class ModelOutbox final : public DurableOutbox {
  public:
    ModelOutbox(const VirtualTime& time, Power& power, Random& random, Faults& faults,
                std::string installation)
        : DurableOutbox(time, power, random, faults, std::move(installation)),
          chance_(static_cast<std::uint32_t>(random.next())) {}

    void restart() override;

    Result<std::vector<StoredSession>> unfinished_sessions() override;
    Result<std::optional<StoredSession>> session(const ReceiptId& receipt) override;
    Result<std::vector<OutboxEntry>> unsettled(std::size_t limit) override;
    Result<void> each_unsettled(const std::function<void(const OutboxEntry&)>& visit) override;
    Result<std::optional<OutboxEntry>> entry(const EntryId& id) override;
    Result<std::vector<OutboxEntry>> entries_of(const ReceiptId& receipt) override;
    Result<void> each_entry(const std::function<void(const OutboxEntry&)>& visit) override;
    Result<std::vector<OutboxEntry>> refunds_of(const EntryId& purchase) override;
    Result<std::vector<JournalLine>> journal_of(const ReceiptId& receipt) override;
    Result<QueueCounts> counts() override;
    Result<ShiftTotals> shift_totals(const std::string& shift) override;
    Result<std::optional<std::string>> value(const std::string& name) override;
    Result<limits::Rows> limits() override;
    /// A day is too short for anything to be forgotten.
    Result<bool> forget(const Retention&, Timestamp) override { return false; }
    std::string keyed_hash(std::string_view identity) const override {
        return identity == installation_identity ? installation() : std::string(identity);
    }
    std::function<void()> backup() override;

  private:
    Result<void> write(const Batches& batches) override;
    Result<void> write_without_room(const Batches& batches) override;
    void write_in_part(const Batches& batches, bool early) override;

    StoredRecords synced_;         ///< what a power cut leaves at least
    std::vector<Batch> unsynced_;  ///< since then
    StoredRecords now_;
    std::mt19937 chance_;
};

}  // namespace tillpoints::simulation
