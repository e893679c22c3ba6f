#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "protocol/timestamp.hpp"

namespace tillpoints::simulation {

/// Time as an order of events. What is due at the same moment runs in the order it was asked for.
class VirtualTime {
  public:
    explicit VirtualTime(Timestamp start) : now_(start) {}

    Timestamp now() const { return now_; }

    void at(Timestamp time, std::function<void()> work) {
        due_.emplace(std::pair(std::max(time, now_), ++asked_), std::move(work));
    }

    std::optional<Timestamp> next() const {
        return due_.empty() ? std::nullopt : std::optional(due_.begin()->first.first);
    }

    /// Runs what is due first; false when nothing is.
    bool step() {
        if (due_.empty()) return false;
        auto first = due_.extract(due_.begin());
        now_ = first.key().first;
        first.mapped()();
        return true;
    }

    void advance_to(Timestamp time) { now_ = std::max(now_, time); }

  private:
    Timestamp now_;
    std::uint64_t asked_ = 0;
    std::map<std::pair<Timestamp, std::uint64_t>, std::function<void()>> due_;
};

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
