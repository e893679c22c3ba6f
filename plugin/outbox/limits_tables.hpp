#pragma once
#include <utility>
#include <vector>

#include "plugin/limits/rows.hpp"
#include "plugin/outbox/quarantine.hpp"

namespace tillpoints::outbox {

/// Remembered customers (sealed), counters, and offline redemptions.
class LimitsTables {
  public:
    LimitsTables(Database& database, const Sealer& sealer, Quarantine& quarantine);

    void put(const limits::Rows& rows);
    limits::Rows read();
    /// At most so many remembered customers behind a row, in the order of rows.
    std::vector<std::pair<std::int64_t, limits::Snapshot>> snapshots_after(std::int64_t seq,
                                                                           std::size_t most);

  private:
    void put(const limits::Snapshot& snapshot);
    void put(const limits::Counter& counter);
    void put(const limits::OfflineRedemptionRow& offline_redemption);
    limits::Snapshot decode(const StoredRow& row) const;

    const Sealer& sealer_;
    Quarantine& quarantine_;
    SealedTable snapshots_;
    Statement put_snapshot_;
    Statement forget_snapshot_;
    Statement all_snapshots_;
    Statement snapshots_after_;
    Statement put_counter_;
    Statement drop_counter_;
    Statement all_counters_;
    Statement put_offline_redemption_;
    Statement drop_offline_redemption_;
    Statement all_offline_redemptions_;
};

}  // namespace tillpoints::outbox
