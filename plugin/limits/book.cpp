#include "plugin/limits/book.hpp"

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

Book::Book(Memory memory, Velocity velocity, Rows rows, Timestamp local)
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
    for (auto& it : rows.promises) promises_.insert_or_assign(it.fact, it);
    ahead_ = latest - local;
}

Timestamp Book::time(Timestamp local, std::optional<Timestamp> cloud) const {
    return cloud ? *cloud : local + ahead_;
}

std::int64_t Book::day(Timestamp now) const {
    return std::chrono::floor<std::chrono::days>(now + velocity_.utc_offset).time_since_epoch().count();
}

std::int64_t Book::window(Span span, Timestamp now) const {
    if (span != Span::hour) return day(now);
    return std::chrono::floor<std::chrono::hours>(now + velocity_.utc_offset).time_since_epoch().count();
}

Rows Book::set_right(Timestamp cloud) {
    Rows rows;
    for (auto& [name, counter] : counters_) {
        const std::int64_t most = name == clock_name ? cloud.time_since_epoch().count()
                                                     : window(span_of(name), cloud);
        if (counter.window <= most) continue;
        counter.window = most;
        rows.counters.push_back(counter);
    }
    for (auto& [fact, promise] : promises_) {
        if (promise.day <= day(cloud)) continue;
        promise.day = day(cloud);
        rows.promises.push_back(promise);
    }
    return rows;
}

const Snapshot* Book::find(const std::string& key) const {
    const auto found = snapshots_.find(key);
    return found == snapshots_.end() ? nullptr : &found->second;
}

std::int64_t Book::count(const Counted& counted, Timestamp now) const {
    const auto found = counters_.find(counted.name);
    if (found == counters_.end()) return 0;
    const bool over = counted.span != Span::for_good && found->second.window < window(counted.span, now);
    return over ? 0 : found->second.count;
}

Standing Book::standing(const std::string& customer, Timestamp now) const {
    Standing out;
    for (const auto& [fact, promise] : promises_) {
        if (!promise.settled) out.terminal_open += promise.points;
        if (promise.customer != customer) continue;
        if (!promise.settled) out.customer_open += promise.points;
        if (promise.day >= day(now)) out.customer_today += promise.points;
    }
    return out;
}

std::vector<std::pair<Reason, std::int64_t>> Book::refusals(const std::string& shift) const {
    std::vector<std::pair<Reason, std::int64_t>> out;
    for (int i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        const auto found = counters_.find(refusal_name(shift, reason));
        if (found != counters_.end()) out.emplace_back(reason, found->second.count);
    }
    return out;
}

void Book::put(Snapshot snapshot, Rows& rows) {
    if (memory_.customers == 0) return;
    rows.snapshots.push_back(snapshot);
    snapshots_.insert_or_assign(snapshot.key, std::move(snapshot));
    if (snapshots_.size() <= memory_.customers) return;
    const auto oldest = std::min_element(snapshots_.begin(), snapshots_.end(), [](auto& a, auto& b) {
        return a.second.as_of < b.second.as_of;
    });
    rows.forgotten.push_back(oldest->first);
    snapshots_.erase(oldest);
}

void Book::drop_outdated(Timestamp now, Rows& rows) {
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
    std::erase_if(promises_, [&](const auto& it) {
        if (!it.second.settled || it.second.day >= day(now)) return false;
        rows.promises.push_back({it.first, "", 0, Points(), true});
        return true;
    });
    std::erase_if(snapshots_, [&](const auto& it) {
        if (now - it.second.as_of <= memory_.keep) return false;
        rows.forgotten.push_back(it.first);
        return true;
    });
}

/// So that a run that begins under a clock set back still knows how late it was.
void Book::note_time(Timestamp now, Rows& rows) {
    Counter& clock = counters_[std::string(clock_name)];
    const auto noted = Timestamp(std::chrono::milliseconds(clock.window));
    if (clock.count != 0 && now - noted < clock_step) return;
    clock = {std::string(clock_name), now.time_since_epoch().count(), 1};
    rows.counters.push_back(clock);
}

Rows Book::apply(const Changes& changes, Timestamp now) {
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
    for (Promise promise : changes.promised) {
        promise.day = day(now);
        rows.promises.push_back(promise);
        promises_.insert_or_assign(promise.fact, std::move(promise));
    }
    for (const auto& fact : changes.taken_back) {
        auto promise = promises_.extract(fact);
        if (!promise) continue;
        rows.promises.push_back({fact, "", 0, Points(), true});
        taken_back_.insert(std::move(promise));
    }
    for (const auto& fact : changes.settled) {
        const auto found = promises_.find(fact);
        if (found == promises_.end() || found->second.settled) continue;
        found->second.settled = true;
        rows.promises.push_back(found->second);
    }
    if (rows.empty()) return rows;
    drop_outdated(now, rows);
    note_time(now, rows);
    return rows;
}

void Book::revert(const Changes& changes) {
    for (const auto& counted : changes.counted)
        if (const auto it = counters_.find(counted.name); it != counters_.end() && --it->second.count <= 0)
            counters_.erase(it);
    for (const auto& promise : changes.promised) promises_.erase(promise.fact);
    for (const auto& fact : changes.taken_back)
        if (auto promise = taken_back_.extract(fact)) promises_.insert(std::move(promise));
}

std::vector<Snapshot> Book::spent(const std::optional<CustomerUid>& uid, const std::string& key,
                                  Points points) const {
    std::vector<Snapshot> out;
    for (const auto& [name, snapshot] : snapshots_) {
        if (name != key && !(uid && snapshot.uid == uid)) continue;
        out.push_back(snapshot);
        out.back().balance -= points;
    }
    return out;
}

std::vector<FactId> Book::open_promises() const {
    std::vector<FactId> out;
    for (const auto& [fact, promise] : promises_)
        if (!promise.settled) out.push_back(fact);
    return out;
}

}  // namespace tillpoints::limits
