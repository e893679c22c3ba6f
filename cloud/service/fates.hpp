#pragma once
#include <random>

#include "cloud/service/switches.hpp"

namespace tillpoints::cloud {

/// Deals faults: those promised for certain first, then by chance from the switches' seed.
class Fates {
  public:
    /// The fault of the next request that may write; takes one off its `next`.
    Fault deal(Switches& switches);

  private:
    std::int64_t seed_ = -1;
    std::mt19937_64 generator_;
};

}  // namespace tillpoints::cloud
