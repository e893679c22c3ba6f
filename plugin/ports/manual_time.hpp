#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "protocol/timestamp.hpp"

namespace tillpoints {

/// Time as an order of work, moved on by hand: by the simulation, and where a command is carried out without
/// a running register. What is due at the same moment runs in the order it was asked for.
class ManualTime {
  public:
    explicit ManualTime(Timestamp start) : now_(start) {}

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

    /// Runs everything that is due now, and what that makes due now. Time stands still.
    void run_due() {
        while (next() == now_) step();
    }

    void advance_to(Timestamp time) { now_ = std::max(now_, time); }

  private:
    Timestamp now_;
    std::uint64_t asked_ = 0;
    std::map<std::pair<Timestamp, std::uint64_t>, std::function<void()>> due_;
};

}  // namespace tillpoints
