#pragma once
#include <optional>
#include <vector>

#include "plugin/pricing/found.hpp"
#include "plugin/pricing/pass_memory.hpp"
#include "plugin/pricing/window.hpp"

namespace tillpoints::pricing {

/// What one pass looks for.
struct Quest {
    std::int64_t goal;
    Wide limit;        ///< moves and states that cost more are left out
    int splits;        ///< at most this many
    bool smaller_too;  ///< take the largest sum below the goal if the goal is not met
    std::int64_t most_steps;
};

struct PassResult {
    std::optional<Found> found;
    bool complete = false;   ///< nothing was left out: what is not found does not exist
    bool exhausted = false;  ///< stopped at `most_steps`
    std::int64_t steps = 0;
};

/// Goes through the lines once, keeping for every sum and number of splits the cheapest way to reach it.
PassResult run_pass(const Window& window, const Quest& quest, PassMemory& memory);

}  // namespace tillpoints::pricing
