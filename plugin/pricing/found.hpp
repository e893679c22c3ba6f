#pragma once
#include <cstdint>

#include "plugin/pricing/spread.hpp"

namespace tillpoints::pricing {

/// A complete answer, compared by what it is worth.
struct Found {
    std::int64_t sum = 0;  ///< of all cuts
    int splits = 0;
    Wide cost = beyond;  ///< see Window; comparable between answers of one sum
    Cuts cuts;

    bool better_than(const Found& other) const {
        if (sum != other.sum) return sum > other.sum;
        if (splits != other.splits) return splits < other.splits;
        return cost < other.cost;
    }
};

}  // namespace tillpoints::pricing
