#include "adapters/simulator/kill_schedule.hpp"

#include <csignal>

namespace tillpoints::simulator {

std::optional<KillPoint> kill_point_from(const std::string& name) {
    static const std::map<std::string, KillPoint> points{
        {"presented", KillPoint::presented}, {"discount", KillPoint::discount},
        {"paying", KillPoint::paying},       {"payment", KillPoint::payment},
        {"printed", KillPoint::printed},     {"closed", KillPoint::closed}};
    const auto found = points.find(name);
    return found == points.end() ? std::nullopt : std::optional(found->second);
}

bool KillSchedule::is_planned(std::size_t receipt, KillPoint point) const {
    const auto [first, last] = planned_.equal_range(receipt);
    for (auto each = first; each != last; ++each)
        if (each->second == point) return true;
    return false;
}

void KillSchedule::kill_if_planned(std::size_t receipt, KillPoint point) const {
    if (is_planned(receipt, point)) std::raise(SIGKILL);
}

}  // namespace tillpoints::simulator
