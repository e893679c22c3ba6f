#pragma once
#include <chrono>
#include <cstdint>

#include "protocol/timestamp.hpp"

namespace tillpoints::limits {

/// How long a counter counts before it begins again.
enum class Span { day, hour, for_good };

/// Numbers the days and hours of the shop's local time.
class Calendar {
  public:
    Calendar() = default;
    explicit Calendar(std::chrono::minutes utc_offset) : utc_offset_(utc_offset) {}

    std::int64_t day(Timestamp now) const { return number<std::chrono::days>(now); }
    /// The number of the window that a counter with this span is in at `now`. A counter that is kept for good
    /// notes the day, so that it can be dropped some time after its last use.
    std::int64_t window(Span span, Timestamp now) const {
        return span == Span::hour ? number<std::chrono::hours>(now) : day(now);
    }

  private:
    template <class Unit>
    std::int64_t number(Timestamp now) const {
        return std::chrono::floor<Unit>(now + utc_offset_).time_since_epoch().count();
    }

    std::chrono::minutes utc_offset_{0};
};

}  // namespace tillpoints::limits
