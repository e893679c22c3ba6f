#pragma once
#include <string>
#include <vector>

#include "adapters/simulator/counter.hpp"
#include "adapters/simulator/script.hpp"

namespace tillpoints::simulator {

/// Which lines come back, out of those that have not come back yet: all, some of them, or a part of one
/// line's quantity (whole pieces where the line is counted in pieces). Each is price x quantity. Pure.
std::vector<FiscalLine> lines_to_return(std::vector<FiscalLine> remaining, const ReturnPlan& plan);

/// The lines of a sale less what its returns already brought back. Pure.
std::vector<FiscalLine> remaining_lines(const FiscalRecord& sale, const std::deque<FiscalRecord>& records);

/// A customer brings goods back. Where the sale was never printed, or all of it is back already, nothing
/// happens. A return that was printed before a power loss is only reported again.
void play_return(Counter& counter, const Cart& cart, const ReturnPlan& plan);

/// Tells the plugin once more of every return that it answered with `not_stored`: no list of the register
/// carries returns, so nothing else would bring them up.
void tell_untold_returns(Counter& counter);

}  // namespace tillpoints::simulator
