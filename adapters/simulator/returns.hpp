#pragma once
#include <string>
#include <vector>

#include "adapters/simulator/checkout.hpp"
#include "adapters/simulator/day_plan.hpp"

namespace tillpoints::simulator {

/// Chooses the lines to return out of those not returned yet: all, some of them, or a part of one
/// line's quantity (whole pieces where the line is counted in pieces). Each is price x quantity. Pure.
std::vector<FiscalLine> lines_to_return(std::vector<FiscalLine> remaining, const ReturnPlan& plan);

/// The lines of a sale less what has already been returned. Pure.
std::vector<FiscalLine> remaining_lines(const FiscalRecord& sale, const std::deque<FiscalRecord>& records);

/// Plays a return. Does nothing if the sale was never printed or has been returned completely. A return that
/// was printed before a power loss is only reported again.
void play_return(Checkout& checkout, const Cart& cart, const ReturnPlan& plan);

/// Repeats every return that the plugin answered with `not_stored`. The register's lists contain no returns,
/// so the plugin would not learn of them otherwise.
void report_unstored_returns(Checkout& checkout);

}  // namespace tillpoints::simulator
