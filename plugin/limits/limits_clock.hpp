#pragma once
#include <chrono>
#include <optional>

#include "plugin/limits/rows.hpp"

namespace tillpoints::limits {

/// The time that limits go by. The latest time of earlier runs is stored, so that a terminal whose clock was
/// set back between two runs begins no day or hour a second time.
class LimitsClock {
  public:
    LimitsClock() = default;
    /// `stored`: all that is stored. `local`: the terminal's clock as this run begins.
    LimitsClock(const Rows& stored, Timestamp local);

    /// The cloud's time where it is known; else the terminal's clock, but never earlier than any stored time.
    Timestamp time(Timestamp local, std::optional<Timestamp> cloud) const {
        return cloud ? *cloud : local + ahead_;
    }
    /// Notes the time for the next run, at most once in ten minutes.
    void note(Timestamp now, Rows& rows);
    /// Moves a noted time that lies after `now` to `now`.
    void limit_to(Timestamp now, Rows& rows);

    /// The noted time is stored among the counters; its window is the time in milliseconds.
    static bool holds(const Counter& counter);

  private:
    std::optional<Counter> noted_;
    std::chrono::milliseconds ahead_{0};  ///< what the terminal's clock is behind the latest stored time
};

}  // namespace tillpoints::limits
