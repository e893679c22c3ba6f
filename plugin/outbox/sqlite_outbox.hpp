#pragma once
#include <memory>
#include <optional>

#include "plugin/outbox/customer_erasing.hpp"
#include "plugin/outbox/entries_table.hpp"
#include "plugin/outbox/limits_tables.hpp"
#include "plugin/outbox/lock.hpp"
#include "plugin/outbox/outbox.hpp"
#include "plugin/outbox/receipts_table.hpp"
#include "plugin/outbox/retention.hpp"
#include "plugin/outbox/sessions_table.hpp"
#include "plugin/outbox/values_table.hpp"

namespace tillpoints::outbox {

/// The outbox over one open connection; `lock` is absent for a process that only reads.
class SqliteOutbox : public Outbox {
  public:
    SqliteOutbox(std::optional<OwnerLock> lock, std::unique_ptr<Database> database, const Key& key,
                 std::function<Timestamp()> now);
    ~SqliteOutbox() override;

    Result<void> commit(const Batch& batch) override { return commit_together({&batch}); }
    Result<void> commit_together(const std::vector<const Batch*>& batches) override;
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
    Result<void> tidy() override;
    Result<bool> forget(const Retention& retention, Timestamp now) override;
    Result<bool> erase_slice(CustomerErasure& erasure, const SessionCustomers& sessions,
                             Timestamp now) override;
    Result<bool> clear_log() override;
    std::string keyed_hash(std::string_view identity) const override;

  private:
    bool owner() const { return lock_.has_value(); }
    template <class Read>
    auto reading(Read read) -> Result<decltype(read())>;
    void store(const Batch& batch, const std::vector<std::string>& bodies);
    Result<void> turn_log();
    bool try_to_turn_log() noexcept;
    void try_to_tidy() noexcept;

    std::optional<OwnerLock> lock_;
    std::unique_ptr<Database> database_;
    Sealer sealer_;
    JournalTable journal_;
    Quarantine quarantine_;
    EntriesTable entries_;
    SessionsTable sessions_;
    ValuesTable values_;
    ReceiptsTable receipts_;
    LimitsTables limits_;
    Forgetting forgetting_;
    CustomerErasing erasing_;
    Statement turn_log_;
    bool unsynced_ = false;        ///< the last batch is not synced yet
    bool refused_in_log_ = false;  ///< the log may end with a complete batch whose commit was refused
};

}  // namespace tillpoints::outbox
