#pragma once
#include <cstdint>

#include "plugin/ports/manual_time.hpp"

namespace tillpoints::simulation {

using VirtualTime = ManualTime;

/// SplitMix64: the same numbers on every machine and with every library.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// From `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool chance(int permille) { return between(1, 1000) <= permille; }
    std::chrono::milliseconds ms(std::int64_t least, std::int64_t most) {
        return std::chrono::milliseconds(between(least, most));
    }

  private:
    std::uint64_t state_;
};

}  // namespace tillpoints::simulation
