#pragma once
#include <random>

#include "power_cuts.hpp"
#include "tests/simulation/durable_outbox.hpp"

namespace tillpoints::simulation {

/// The product's outbox on its SQLite file, over a disk that forgets or tears what was not synced.
class FiledOutbox final : public DurableOutbox {
  public:
    FiledOutbox(const VirtualTime& time, Power& power, Random& random, Faults& faults,
                std::string installation);

    void restart() override;
    std::function<void()> backup() override;

    Result<std::vector<StoredSession>> unfinished_sessions() override { return file_->unfinished_sessions(); }
    Result<std::optional<StoredSession>> session(const ReceiptId& id) override { return file_->session(id); }
    Result<std::vector<OutboxEntry>> unsettled(std::size_t limit) override { return file_->unsettled(limit); }
    Result<void> each_unsettled(const std::function<void(const OutboxEntry&)>& visit) override {
        return file_->each_unsettled(visit);
    }
    Result<std::optional<OutboxEntry>> entry(const EntryId& id) override { return file_->entry(id); }
    Result<std::vector<OutboxEntry>> entries_of(const ReceiptId& receipt) override {
        return file_->entries_of(receipt);
    }
    Result<void> each_entry(const std::function<void(const OutboxEntry&)>& visit) override {
        return file_->each_entry(visit);
    }
    Result<std::vector<OutboxEntry>> refunds_of(const EntryId& purchase) override {
        return file_->refunds_of(purchase);
    }
    Result<std::vector<JournalLine>> journal_of(const ReceiptId& receipt) override {
        return file_->journal_of(receipt);
    }
    Result<QueueCounts> counts() override { return file_->counts(); }
    Result<ShiftTotals> shift_totals(const std::string& shift) override { return file_->shift_totals(shift); }
    Result<std::optional<std::string>> value(const std::string& name) override { return file_->value(name); }
    Result<limits::Rows> limits() override { return file_->limits(); }
    Result<bool> erase_slice(CustomerErasure& erasure, const SessionCustomers& sessions,
                             Timestamp now) override {
        return file_->erase_slice(erasure, sessions, now);
    }
    Result<bool> clear_log() override { return file_->clear_log(); }
    Result<void> tidy() override { return file_->tidy(); }
    std::string keyed_hash(std::string_view identity) const override { return file_->keyed_hash(identity); }

  private:
    Result<void> write(const Batches& batches) override;
    Result<void> write_without_room(const Batches& batches) override;
    void write_in_part(const Batches& batches, bool early) override;
    void open();
    /// The first `steps` of what was done since reach the medium.
    void reach_medium(std::size_t steps);

    const testing::Shop place_{testing::Place::memory};
    testing::RecordedDisk disk_;
    testing::Medium medium_;
    std::mt19937 chance_;
    std::string key_;
    std::unique_ptr<Outbox> file_;
    std::optional<std::map<std::string, std::string>> left_;  ///< by a cut in the middle of a write
};

}  // namespace tillpoints::simulation
