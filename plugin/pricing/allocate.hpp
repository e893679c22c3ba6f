#pragma once
#include <string>
#include <vector>

#include "plugin/pricing/rules.hpp"
#include "protocol/ids.hpp"
#include "protocol/money.hpp"

namespace tillpoints::pricing {

/// Why one line was cut by as much as it was.
struct Explanation {
    PositionId id;
    std::string reason;  ///< "excluded: tobacco", "floor", "proportional share", "took the remainder", ...
    Money share;         ///< the proportional target, half up
    Money cut;           ///< what was taken off the line's sum
};

struct Allocation {
    Money redeemed;                        ///< D': exactly the sum of all cuts; at most what was asked
    std::vector<till::FiscalLine> lines;   ///< every position in the receipt's order, a split one twice
    std::vector<Explanation> explanation;  ///< one for each position
};

/// Spreads `redeem` over the lines as unit-price cuts: every line `line_sum(price, quantity) == sum`, prices
/// between floor and original in the rules' step, excluded lines untouched, the sum of the cuts exactly
/// `redeemed`. Exactly `redeem` where a solution exists, else the largest smaller sum that has one. The same
/// answer whatever the order of the positions. Never fails.
Allocation allocate(const Assessed& receipt, Money redeem, till::Split split, const Rules& rules);

/// The other fiscal mode: prices stay as they are and the points are a payment of `redeemed`, at most the sum
/// of the eligible lines. `explanation` says what part of the payment belongs to each line (`cut`), adding up
/// to `redeemed`, so that a return knows what the line carried. Never fails.
Allocation tender(const Assessed& receipt, Money redeem);

}  // namespace tillpoints::pricing
