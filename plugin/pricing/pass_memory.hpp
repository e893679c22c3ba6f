#pragma once
#include <cstdint>
#include <vector>

#include "plugin/pricing/state_order.hpp"
#include "plugin/pricing/wide.hpp"

namespace tillpoints::pricing {

/// Bound the memory of one pass to some 60 MB, on a terminal that has 1 GB for everything.
constexpr std::size_t most_candidates = 1u << 18;
constexpr std::size_t most_moves = 1u << 18;
constexpr std::size_t most_links = 1u << 21;

/// What the bit fields of a state hold. A value is masked, so that the compiler does not warn of bits it
/// might lose.
constexpr std::uint64_t place_mask = (1u << 20) - 1;
constexpr std::uint64_t split_mask = (1u << 24) - 1;
static_assert(most_candidates < place_mask && most_moves < place_mask);

/// One reachable sum: how, from which state of the layer before, at what cost. Small, because there are many.
struct State {
    Wide cost;
    std::int64_t sum;  ///< of the moves so far
    std::uint64_t from : 20;
    std::uint64_t move : 20;
    std::uint64_t splits : 24;  ///< at most one for each of 10 000 positions
};

/// Kept from one pass to the next: fetching it from the system took as long as the search.
struct PassMemory {
    std::vector<State> states;
    std::vector<State> candidates;
    std::vector<StateOrder> order;
    std::vector<StateOrder> sorting;
    std::vector<std::uint32_t> table;
};

}  // namespace tillpoints::pricing
