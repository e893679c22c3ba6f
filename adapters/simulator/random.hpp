#pragma once
#include <cstdint>

namespace tillpoints::simulator {

/// SplitMix64: the same numbers on every machine and in every standard library, which <random>'s
/// distributions do not promise.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15u;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
        return mixed ^ (mixed >> 31);
    }
    /// Uniform enough from 0 to bound - 1; bound above 0.
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
    }
    /// From low to high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
    bool percent(int chance) { return below(100) < chance; }

  private:
    std::uint64_t state_;
};

/// A separate generator for one part of a run, so that changes in other parts do not affect it.
inline Random random_for(std::uint64_t seed, std::uint64_t thing) {
    Random mixer(seed ^ (thing * 0xD1342543DE82EF95u));
    return Random(mixer.next());
}

}  // namespace tillpoints::simulator
