#include "cloud/faults/fault_schedule.hpp"

namespace tillpoints::cloud {

Fault FaultSchedule::next(FaultSwitches& switches) {
    if (seed_ != switches.seed) {
        seed_ = switches.seed;
        generator_.seed(static_cast<std::uint64_t>(seed_));
    }
    for (std::size_t i = 1; i < switches.odds.size(); ++i)
        if (switches.odds[i].next > 0) {
            --switches.odds[i].next;
            return static_cast<Fault>(i);
        }
    for (std::size_t i = 1; i < switches.odds.size(); ++i) {
        const auto percent = switches.odds[i].percent;
        if (percent > 0 && static_cast<std::int64_t>(generator_() % 100) < percent)
            return static_cast<Fault>(i);
    }
    return Fault::none;
}

}  // namespace tillpoints::cloud
