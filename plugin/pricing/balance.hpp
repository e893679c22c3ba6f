#pragma once
#include <optional>
#include <vector>

#include "plugin/pricing/spread.hpp"

namespace tillpoints::pricing {

/// What a line's cut may be, both ends on its ladder.
struct Range {
    std::int64_t least;
    std::int64_t most;
};
using Ranges = std::vector<Range>;

Ranges full_ranges(const Spread& spread);

/// The line whose next jump would pass the goal: it stands at `low`.
struct Crossing {
    std::size_t line;
    std::int64_t low;
    std::int64_t high;
};

/// Cuts with the least squared deviation for their sum, found without a search: every line stands at the
/// cut nearest to its target plus one common shift.
struct Balance {
    std::vector<std::int64_t> cut;
    std::int64_t sum = 0;              ///< at most the goal
    Wide key = 0;                      ///< twice the common shift, times `eligible`
    std::optional<Crossing> crossing;  ///< nothing if the sum is the goal, or the lines can do no more
    std::int64_t steps = 0;
};

/// Shifts all lines together until their sum is the goal, or the next jump of a line would pass it. The
/// least cuts of the ranges must not add up to more than the goal.
Balance balance(const Spread& spread, const Ranges& ranges, std::int64_t goal);

}  // namespace tillpoints::pricing
