#include "plugin/limits/limits_state.hpp"

#include <algorithm>
#include <string_view>

namespace tillpoints::limits {
namespace {

constexpr std::string_view award_prefix = "award/";
constexpr std::string_view cashier_prefix = "cashier/";
constexpr std::string_view refusal_prefix = "refused/";
/// The latest time that was written down; its window is that time in milliseconds.
constexpr std::string_view clock_name = "clock";
constexpr std::chrono::minutes clock_step{10};
constexpr std::int64_t days_of_refusals = 90;

Span span_of(std::string_view name) {
    if (name.starts_with(award_prefix)) return Span::day;
    return name.starts_with(cashier_prefix) ? Span::hour : Span::for_good;
}

std::string refusal_name(const std::string& shift, Reason reason) {
    return std::string(refusal_prefix) + std::string(name_of(reason)) + "/" + shift;
}

}  // namespace

Counted awards_of(const std::string& customer_key) {
    return {std::string(award_prefix) + customer_key, Span::day};
}
Counted redemptions_of(const std::string& cashier) {
    return {std::string(cashier_prefix) + cashier, Span::hour};
}
Counted refusals_of(const std::string& shift, Reason reason) {
    return {refusal_name(shift, reason), Span::for_good};
}

LimitsState::LimitsState(CustomerMemory memory, VelocityLimits velocity, Rows rows, Timestamp local)
    : memory_(memory), velocity_(velocity) {
    Timestamp latest = local;
    for (auto& it : rows.snapshots) {
        latest = std::max(latest, it.as_of);
        snapshots_.insert_or_assign(it.key, it);
    }
    for (auto& it : rows.counters) {
        if (it.name == clock_name) latest = std::max(latest, Timestamp(std::chrono::milliseconds(it.window)));
        counters_.insert_or_assign(it.name, it);
    }
    for (auto& it : rows.offline_redemptions) offline_redemptions_.insert_or_assign(it.entry, it);
    ahead_ = latest - local;
}

Timestamp LimitsState::time(Timestamp local, std::optional<Timestamp> cloud) const {
    return cloud ? *cloud : local + ahead_;
}

std::int64_t LimitsState::day(Timestamp now) const {
    return std::chrono::floor<std::chrono::days>(now + velocity_.utc_offset).time_since_epoch().count();
}

std::int64_t LimitsState::window(Span span, Timestamp now) const {
    if (span != Span::hour) return day(now);
    return std::chrono::floor<std::chrono::hours>(now + velocity_.utc_offset).time_since_epoch().count();
}

Rows LimitsState::set_right(Timestamp cloud) {
    Rows rows;
    for (auto& [name, counter] : counters_) {
        const std::int64_t most =
            name == clock_name ? cloud.time_since_epoch().count() : window(span_of(name), cloud);
        if (counter.window <= most) continue;
        counter.window = most;
        rows.counters.push_back(counter);
    }
    for (auto& [entry, offline_redemption] : offline_redemptions_) {
        if (offline_redemption.day <= day(cloud)) continue;
        offline_redemption.day = day(cloud);
        rows.offline_redemptions.push_back(offline_redemption);
    }
    return rows;
}

const Snapshot* LimitsState::find(const std::string& key) const {
    const auto found = snapshots_.find(key);
    return found == snapshots_.end() ? nullptr : &found->second;
}

std::int64_t LimitsState::count(const Counted& counted, Timestamp now) const {
    const auto found = counters_.find(counted.name);
    if (found == counters_.end()) return 0;
    const bool over = counted.span != Span::for_good && found->second.window < window(counted.span, now);
    return over ? 0 : found->second.count;
}

Standing LimitsState::standing(const std::string& customer, Timestamp now) const {
    Standing out;
    for (const auto& [entry, offline_redemption] : offline_redemptions_) {
        if (!offline_redemption.settled) out.terminal_open += offline_redemption.points;
        if (offline_redemption.customer != customer) continue;
        if (!offline_redemption.settled) out.customer_open += offline_redemption.points;
        if (offline_redemption.day >= day(now)) out.customer_today += offline_redemption.points;
    }
    return out;
}

std::vector<std::pair<Reason, std::int64_t>> LimitsState::refusals(const std::string& shift) const {
    std::vector<std::pair<Reason, std::int64_t>> out;
    for (int i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        const auto found = counters_.find(refusal_name(shift, reason));
        if (found != counters_.end()) out.emplace_back(reason, found->second.count);
    }
    return out;
}

void LimitsState::put(Snapshot snapshot, Rows& rows) {
    if (memory_.customers == 0) return;
    rows.snapshots.push_back(snapshot);
    snapshots_.insert_or_assign(snapshot.key, std::move(snapshot));
    if (snapshots_.size() <= memory_.customers) return;
    const auto oldest = std::min_element(snapshots_.begin(), snapshots_.end(),
                                         [](auto& a, auto& b) { return a.second.as_of < b.second.as_of; });
    rows.forgotten.push_back(oldest->first);
    snapshots_.erase(oldest);
}

void LimitsState::drop_outdated(Timestamp now, Rows& rows) {
    if (tidied_ == day(now)) return;
    tidied_ = day(now);
    taken_back_.clear();
    std::erase_if(counters_, [&](const auto& it) {
        const auto& [name, counter] = it;
        if (name == clock_name) return false;
        const Span span = span_of(name);
        const std::int64_t kept = span == Span::for_good ? days_of_refusals : 0;
        if (counter.window + kept >= window(span, now)) return false;
        rows.counters.push_back({name, 0, 0});
        return true;
    });
    std::erase_if(offline_redemptions_, [&](const auto& it) {
        if (!it.second.settled || it.second.day >= day(now)) return false;
        rows.offline_redemptions.push_back({it.first, "", 0, Points(), true});
        return true;
    });
    std::erase_if(snapshots_, [&](const auto& it) {
        if (now - it.second.as_of <= memory_.keep) return false;
        rows.forgotten.push_back(it.first);
        return true;
    });
}

/// So that a run that begins under a clock set back still knows how late it was.
void LimitsState::note_time(Timestamp now, Rows& rows) {
    Counter& clock = counters_[std::string(clock_name)];
    const auto noted = Timestamp(std::chrono::milliseconds(clock.window));
    if (clock.count != 0 && now - noted < clock_step) return;
    clock = {std::string(clock_name), now.time_since_epoch().count(), 1};
    rows.counters.push_back(clock);
}

Rows LimitsState::apply(const Changes& changes, Timestamp now) {
    Rows rows;
    for (const auto& snapshot : changes.learned) put(snapshot, rows);
    for (const auto& counted : changes.counted) {
        Counter& counter = counters_[counted.name];
        counter.name = counted.name;
        const std::int64_t current = window(counted.span, now);
        const bool over = counted.span != Span::for_good && counter.window < current;
        if (over || counter.count == 0) counter = {counted.name, current, 0};
        counter.count += 1;
        rows.counters.push_back(counter);
    }
    for (OfflineRedemptionRow offline_redemption : changes.promised) {
        offline_redemption.day = day(now);
        rows.offline_redemptions.push_back(offline_redemption);
        offline_redemptions_.insert_or_assign(offline_redemption.entry, std::move(offline_redemption));
    }
    for (const auto& entry : changes.taken_back) {
        auto offline_redemption = offline_redemptions_.extract(entry);
        if (!offline_redemption) continue;
        rows.offline_redemptions.push_back({entry, "", 0, Points(), true});
        taken_back_.insert(std::move(offline_redemption));
    }
    for (const auto& entry : changes.settled) {
        const auto found = offline_redemptions_.find(entry);
        if (found == offline_redemptions_.end() || found->second.settled) continue;
        found->second.settled = true;
        rows.offline_redemptions.push_back(found->second);
    }
    if (rows.empty()) return rows;
    drop_outdated(now, rows);
    note_time(now, rows);
    return rows;
}

void LimitsState::revert(const Changes& changes) {
    for (const auto& counted : changes.counted)
        if (const auto it = counters_.find(counted.name); it != counters_.end() && --it->second.count <= 0)
            counters_.erase(it);
    for (const auto& offline_redemption : changes.promised)
        offline_redemptions_.erase(offline_redemption.entry);
    for (const auto& entry : changes.taken_back)
        if (auto offline_redemption = taken_back_.extract(entry))
            offline_redemptions_.insert(std::move(offline_redemption));
}

std::vector<Snapshot> LimitsState::spent(const std::optional<CustomerUid>& uid, const std::string& key,
                                         Points points) const {
    std::vector<Snapshot> out;
    for (const auto& [name, snapshot] : snapshots_) {
        if (name != key && !(uid && snapshot.uid == uid)) continue;
        out.push_back(snapshot);
        out.back().balance -= points;
    }
    return out;
}

std::vector<EntryId> LimitsState::open_offline_redemptions() const {
    std::vector<EntryId> out;
    for (const auto& [entry, offline_redemption] : offline_redemptions_)
        if (!offline_redemption.settled) out.push_back(entry);
    return out;
}

}  // namespace tillpoints::limits
