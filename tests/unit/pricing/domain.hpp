#pragma once
#include <optional>
#include <random>
#include <string>

#include "tests/unit/pricing/receipts.hpp"

/// Receipts of the whole domain a register can have, and the promises that hold on each of them.
namespace tillpoints::pricing::test {

struct Case {
    std::vector<till::Position> positions;
    Money redeem;
    till::Split split = till::Split::none;
    Rules rules;
};

/// A random receipt of up to `most_lines` lines: quantities 0.001 to 99 999.999, prices 0 to 10^10, total up
/// to 10^15, every product type, marks, minimum prices, floors and steps.
Case any_case(std::mt19937_64& random, std::size_t most_lines);

/// The first promise that an allocation of this case breaks, in words; nothing if it keeps them all.
std::optional<std::string> broken_promise(const Case& what);

std::string describe(const Case& what);

}  // namespace tillpoints::pricing::test
