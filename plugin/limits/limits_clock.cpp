#include "plugin/limits/limits_clock.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace tillpoints::limits {
namespace {

constexpr std::string_view clock_name = "clock";
constexpr std::chrono::minutes clock_step{10};

Timestamp time_of(const Counter& noted) {
    return Timestamp(std::chrono::milliseconds(noted.window));
}

}  // namespace

bool LimitsClock::holds(const Counter& counter) {
    return counter.name == clock_name;
}

LimitsClock::LimitsClock(const Rows& stored, Timestamp local) {
    Timestamp latest = local;
    for (const auto& it : stored.snapshots) latest = std::max(latest, it.as_of);
    for (const auto& it : stored.counters) {
        if (!holds(it)) continue;
        noted_ = it;
        latest = std::max(latest, time_of(it));
    }
    ahead_ = latest - local;
}

void LimitsClock::note(Timestamp now, Rows& rows) {
    if (noted_ && now - time_of(*noted_) < clock_step) return;
    noted_ = Counter{std::string(clock_name), now.time_since_epoch().count(), 1};
    rows.counters.push_back(*noted_);
}

void LimitsClock::limit_to(Timestamp now, Rows& rows) {
    if (!noted_ || time_of(*noted_) <= now) return;
    noted_->window = now.time_since_epoch().count();
    rows.counters.push_back(*noted_);
}

}  // namespace tillpoints::limits
