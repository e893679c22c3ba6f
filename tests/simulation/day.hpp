#pragma once
#include "tests/simulation/oracle.hpp"

namespace tillpoints::simulation {

struct DayResult {
    Verdict verdict;
    FaultCounts faults{};
    std::int64_t struck = 0;
    std::int64_t receipts = 0;
    std::vector<std::string> timeline;
    bool failed() const { return !verdict.violations.empty(); }
};

/// One seed, one day. Deterministic.
DayResult live(const DaySetting& setting);

/// The fewest first faults of a failing day that still fail, by bisection.
std::int64_t fewest_faults(DaySetting failing);

}  // namespace tillpoints::simulation
