#pragma once
#include <optional>

#include "plugin/pricing/balance.hpp"

namespace tillpoints::pricing {

/// Finds the cuts the rules ask for: the largest sum up to `goal`, then the fewest splits, then the least
/// squared deviation from the targets. Certain within the budget of `spread`; when that runs out the
/// deviation yields first, then the splits, then the sum, which is never above the goal.
Cuts search(const Spread& spread, std::int64_t goal);

}  // namespace tillpoints::pricing
