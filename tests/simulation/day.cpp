#include "tests/simulation/day.hpp"

#include <exception>

namespace tillpoints::simulation {

DayResult live(const DaySetting& setting) {
    Shop shop(setting);
    RegisterDay day(shop, setting.receipts);
    DayResult out;
    try {
        day.run();
        out.verdict = audit(shop, day);
    } catch (const std::exception& defect) {
        out.verdict.violations.push_back(std::string("defect: ") + defect.what());
    }
    out.faults = shop.faults.counts();
    out.struck = shop.faults.struck();
    out.receipts = static_cast<std::int64_t>(day.sales().size() + day.returns().size());
    out.timeline = shop.timeline.lines();
    return out;
}

std::int64_t fewest_faults(DaySetting failing) {
    std::int64_t passes = -1;
    std::int64_t fails = live(failing).struck;
    while (fails - passes > 1) {
        failing.most_faults = passes + (fails - passes) / 2;
        (live(failing).failed() ? fails : passes) = failing.most_faults;
    }
    return fails;
}

}  // namespace tillpoints::simulation
