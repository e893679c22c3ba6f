#include "plugin/limits/limits_state.hpp"

#include <algorithm>
#include <iterator>

namespace tillpoints::limits {
namespace {

std::vector<Counter> without_clock(const std::vector<Counter>& stored) {
    std::vector<Counter> out;
    std::remove_copy_if(stored.begin(), stored.end(), std::back_inserter(out), LimitsClock::holds);
    return out;
}

}  // namespace

LimitsState::LimitsState(CustomerCacheSettings cache, const VelocityLimits& velocity, const Rows& rows,
                         Timestamp local)
    : calendar_(velocity.utc_offset),
      customers_(cache, rows.snapshots),
      counters_(calendar_, without_clock(rows.counters)),
      offline_redemptions_(calendar_, rows.offline_redemptions),
      clock_(rows, local) {}

LimitsState LimitsState::excerpt(const std::vector<std::string>& customers,
                                 const std::optional<CustomerUid>& uid, const std::string& cashier) const {
    std::vector<Counted> counted{redemptions_of(cashier)};
    for (const auto& key : customers) counted.push_back(awards_of(key));
    LimitsState out;
    out.calendar_ = calendar_;
    out.customers_ = customers_.excerpt(customers, uid);
    out.counters_ = counters_.excerpt(counted);
    out.offline_redemptions_ = offline_redemptions_;
    out.clock_ = clock_;
    out.cleaned_on_ = cleaned_on_;
    return out;
}

Rows LimitsState::correct_clock(Timestamp cloud) {
    Rows rows;
    counters_.limit_to(cloud, rows);
    clock_.limit_to(cloud, rows);
    offline_redemptions_.limit_to(cloud, rows);
    return rows;
}

Rows LimitsState::forget(const std::function<bool(const Snapshot&)>& is_meant) {
    Rows rows;
    customers_.forget(is_meant, rows);
    return rows;
}

void LimitsState::drop_outdated(Timestamp now, Rows& rows) {
    if (cleaned_on_ == calendar_.day(now)) return;
    cleaned_on_ = calendar_.day(now);
    counters_.drop_outdated(now, rows);
    offline_redemptions_.drop_outdated(now, rows);
    customers_.drop_outdated(now, rows);
}

Rows LimitsState::apply(const Changes& changes, Timestamp now) {
    Rows rows;
    for (const auto& it : changes.cached) customers_.put(it, rows);
    for (const auto& it : changes.counted) counters_.add(it, now, rows);
    for (const auto& it : changes.redeemed) offline_redemptions_.add(it, now, rows);
    for (const auto& it : changes.withdrawn) offline_redemptions_.withdraw(it, rows);
    for (const auto& it : changes.settled) offline_redemptions_.settle(it, rows);
    if (rows.empty()) return rows;
    drop_outdated(now, rows);
    clock_.note(now, rows);
    return rows;
}

void LimitsState::revert(const Changes& changes) {
    for (const auto& it : changes.counted) counters_.subtract(it);
    for (const auto& it : changes.redeemed) offline_redemptions_.undo_add(it.entry);
    for (const auto& it : changes.withdrawn) offline_redemptions_.undo_withdraw(it);
}

}  // namespace tillpoints::limits
