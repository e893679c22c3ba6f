#pragma once
#include <cstdint>
#include <vector>

namespace tillpoints::pricing {

/// Sorts a state without moving it.
struct StateOrder {
    std::uint64_t sum;  ///< above the least sum of all
    std::uint32_t splits;
    std::uint32_t at;
};

/// Sorts by sum and, within a sum, by splits; equal ones keep their order. Takes time in proportion to the
/// size, because comparing a hundred thousand states with each other took as long as the rest of a search.
/// `scratch` keeps memory from one call to the next.
void sort_states(std::vector<StateOrder>& order, std::vector<StateOrder>& scratch);

}  // namespace tillpoints::pricing
