#pragma once
#include <cstdint>

#include "plugin/pricing/found.hpp"
#include "plugin/pricing/window.hpp"

namespace tillpoints::pricing {

/// Looks for better answers than `best` by branching: the line whose jump would pass the goal stays below
/// the jump, or goes above it, and the others are balanced anew. Good where one line's steps are much
/// coarser than the others'. Answers have no split, or one where `one_split` allows it.
///
/// True if nothing better than `best` without a split is left for the goal; `steps` grows by what was used.
bool branch(const Window& window, std::int64_t goal, bool one_split, std::int64_t most_steps,
            std::int64_t& steps, Found& best);

}  // namespace tillpoints::pricing
