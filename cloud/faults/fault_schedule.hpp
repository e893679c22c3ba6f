#pragma once
#include <random>

#include "cloud/faults/fault_switches.hpp"

namespace tillpoints::cloud {

/// Decides which request gets which fault: first the faults that are promised for certain, then by chance
/// from the seed of the switches.
// NOLINTNEXTLINE(cert-msc51-cpp): it is seeded with what the switches say, so that faults can be repeated.
class FaultSchedule {
  public:
    /// The fault of the next request that may write; takes one off its `next`.
    Fault next(FaultSwitches& switches);

  private:
    std::int64_t seed_ = -1;
    std::mt19937_64 generator_;
};

}  // namespace tillpoints::cloud
