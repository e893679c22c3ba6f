#pragma once
#include "plugin/pricing/spread.hpp"

namespace tillpoints::pricing {

/// Cuts with the least squared deviation for their sum, found without a search: every line stands at the
/// cut nearest to its target plus one common shift.
struct Balance {
    std::vector<std::int64_t> cut;
    std::int64_t sum = 0;  ///< at most the goal
    Wide key = 0;          ///< twice the common shift, times `eligible`
    std::int64_t steps = 0;
};

/// Shifts all lines together until their sum is the goal, or the next jump of a line would pass it.
Balance balance(const Spread& spread, std::int64_t goal);

}  // namespace tillpoints::pricing
