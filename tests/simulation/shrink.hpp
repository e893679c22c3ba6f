#pragma once
#include "tests/simulation/day.hpp"

namespace tillpoints::simulation {

/// A smaller day of the same seed that still fails: fewer tills, receipts, kinds of faults and faults.
DaySetting shortest(DaySetting failing);

/// The command line that plays a day again.
std::string reproduction(const DaySetting& setting);

}  // namespace tillpoints::simulation
