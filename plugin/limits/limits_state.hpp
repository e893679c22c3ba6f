#pragma once
#include <string>
#include <utility>
#include <vector>

#include "plugin/limits/customer_cache.hpp"
#include "plugin/limits/grant.hpp"
#include "plugin/limits/limits_clock.hpp"
#include "plugin/limits/offline_redemptions.hpp"
#include "plugin/limits/rows.hpp"
#include "plugin/limits/settings.hpp"
#include "plugin/limits/velocity_counters.hpp"

namespace tillpoints::limits {

/// What one step of a receipt changes in the limits. All of it is stored in one batch, or undone as a whole.
struct Changes {
    std::vector<Snapshot> cached = {};
    std::vector<Counted> counted = {};                ///< each adds one
    std::vector<OfflineRedemptionRow> redeemed = {};  ///< without the cloud; LimitsState fills in `day`
    std::vector<EntryId> withdrawn = {};              ///< offline redemptions that were never printed
    std::vector<EntryId> settled = {};                ///< offline redemptions the cloud has answered for
    bool empty() const {
        return cached.empty() && counted.empty() && redeemed.empty() && withdrawn.empty() && settled.empty();
    }
};

/// The cached customers, the counters and the open offline redemptions of a terminal, in memory as in the
/// database. A value: it reads no clock and no file.
class LimitsState {
  public:
    LimitsState() : LimitsState({}, {}, {}, {}) {}
    /// `rows`: all that is stored. `local`: the terminal's clock as this run begins.
    LimitsState(CustomerCacheSettings cache, const VelocityLimits& velocity, const Rows& rows,
                Timestamp local);

    Timestamp time(Timestamp local, std::optional<Timestamp> cloud) const {
        return clock_.time(local, cloud);
    }
    /// The cloud has told its time. Whatever was stored under a later time, because the terminal's clock was
    /// ahead, counts for the cloud's current day or hour instead.
    Rows correct_clock(Timestamp cloud);

    const CustomerCache& customers() const { return customers_; }
    const VelocityCounters& counters() const { return counters_; }
    const OfflineRedemptions& offline_redemptions() const { return offline_redemptions_; }

    /// The part that concerns these customers, by their keys and by the cloud's id of one of them, and this
    /// cashier: small enough to be copied for every step of a receipt. It answers for them as the whole does.
    LimitsState excerpt(const std::vector<std::string>& customers, const std::optional<CustomerUid>& uid,
                        const std::string& cashier) const;

    /// Takes the changes in and returns the rows to store with them, deletions of outdated rows included.
    Rows apply(const Changes& changes, Timestamp now);
    /// Drops what is remembered of a customer and returns the deletions to store. Counters stay: they hold a
    /// keyed hash for one day or hour.
    Rows forget(const std::function<bool(const Snapshot&)>& is_meant);
    /// The changes of `apply` could not be stored: undoes them. Snapshots and settled redemptions stay,
    /// because they state what the cloud said.
    void revert(const Changes& changes);

  private:
    void drop_outdated(Timestamp now, Rows& rows);

    Calendar calendar_;
    CustomerCache customers_;
    VelocityCounters counters_;
    OfflineRedemptions offline_redemptions_;
    LimitsClock clock_;
    std::int64_t cleaned_on_ = 0;  ///< the day outdated rows were last dropped
};

}  // namespace tillpoints::limits
