#pragma once
#include <map>
#include <string>
#include <vector>

#include "plugin/limits/calendar.hpp"
#include "plugin/limits/grant.hpp"
#include "plugin/limits/rows.hpp"

namespace tillpoints::limits {

/// The points that were redeemed without the cloud: those it has not answered for count against the terminal
/// and the balance, those of today against the customer's limit of a day.
class OfflineRedemptions {
  public:
    OfflineRedemptions() = default;
    OfflineRedemptions(Calendar calendar, const std::vector<OfflineRedemptionRow>& stored);

    OfflineExposure exposure(const std::string& customer, Timestamp now) const;
    /// The entries the cloud has not answered for.
    std::vector<EntryId> open() const;

    void add(OfflineRedemptionRow redemption, Timestamp now, Rows& rows);
    /// The discount was never printed: the points count no more.
    void withdraw(const EntryId& entry, Rows& rows);
    /// The cloud has answered for it.
    void settle(const EntryId& entry, Rows& rows);
    /// Undoes an `add` that could not be stored.
    void undo_add(const EntryId& entry) { redemptions_.erase(entry); }
    /// Undoes a `withdraw` that could not be stored.
    void undo_withdraw(const EntryId& entry);
    /// Moves days that lie after `now` to `now`.
    void limit_to(Timestamp now, Rows& rows);
    void drop_outdated(Timestamp now, Rows& rows);

  private:
    Calendar calendar_;
    std::map<EntryId, OfflineRedemptionRow> redemptions_;
    std::map<EntryId, OfflineRedemptionRow> withdrawn_;  ///< until their batch is stored or refused
};

}  // namespace tillpoints::limits
