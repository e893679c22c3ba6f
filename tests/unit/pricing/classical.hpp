#pragma once
#include <cstdint>
#include <vector>

#include "protocol/till/events.hpp"

/// The two methods registers and libraries commonly use, for comparison.
namespace tillpoints::pricing::test {

/// What a method leaves on a receipt that asked for a redemption.
struct Outcome {
    std::int64_t lost =
        0;  ///< asked less what the printed lines really lost, once every sum is price * quantity
    bool lines_disagree = false;  ///< some line is not price * quantity for any price in minor units
    bool negative = false;        ///< some price is below zero
    bool exact() const { return lost == 0 && !lines_disagree && !negative; }
};

/// Shares in proportion to the sums, remainders to the largest fractions; the unit price is what fits best.
Outcome largest_remainder(const std::vector<till::Position>& positions, std::int64_t redeem);

/// Every unit price times one factor, half up; what is left over goes to the last line.
Outcome factor_and_last_line(const std::vector<till::Position>& positions, std::int64_t redeem);

}  // namespace tillpoints::pricing::test
