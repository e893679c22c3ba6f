#pragma once
#include <cstdint>
#include <vector>

#include "plugin/pricing/ladder.hpp"

namespace tillpoints::pricing {

/// What the solver works on: the lines that can move, in their canonical order, and the redemption.
struct Spread {
    struct Line {
        Ladder ladder;
        bool may_split = false;
    };
    std::vector<Line> lines;
    std::int64_t asked = 0;     ///< D, which fixes the proportional targets
    std::int64_t eligible = 1;  ///< sum of all eligible lines, those that cannot move too; at least 1
    std::int64_t budget = 0;    ///< search steps

    /// The proportional target of a line times `eligible`.
    Wide target(std::size_t line) const { return static_cast<Wide>(asked) * lines[line].ladder.full_sum(); }
    std::int64_t most() const;
    /// Every reachable sum is a multiple of this.
    std::int64_t lattice(bool with_splits) const;
};

/// How much each line is cut. `split[i]` says that the cut needs the line carved in two.
struct Cuts {
    std::vector<std::int64_t> cut;
    std::vector<char> split;
    std::int64_t sum = 0;
};

}  // namespace tillpoints::pricing
