#pragma once
#include <random>

#include "cloud/api/switches.hpp"

namespace tillpoints::cloud {

/// Deals faults: those promised for certain first, then by chance from the switches' seed.
class FaultInjector {
  public:
    /// The fault of the next request that may write; takes one off its `next`.
    Fault next_fault(Switches& switches);

  private:
    std::int64_t seed_ = -1;
    std::mt19937_64 generator_;
};

}  // namespace tillpoints::cloud
