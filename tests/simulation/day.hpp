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

}  // namespace tillpoints::simulation
