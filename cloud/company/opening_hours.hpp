#pragma once
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/timestamp.hpp"

/// When a branch is open. All moments and days here are of the branch's own clock.
namespace tillpoints::cloud {

/// From one minute of a day to another, which may lie in the next day.
struct OpenSpan {
    std::chrono::minutes from{0};
    std::chrono::minutes to{0};
    friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};

/// In the order of the day, without overlaps; none: closed.
using DayHours = std::vector<OpenSpan>;

inline constexpr std::size_t most_spans_of_a_day = 4;

/// "10:00-14:00, 15:00-20:00"; empty for a closed day. An end that is not after its beginning lies in the
/// next day, and "0:00-24:00" is the whole day.
Result<DayHours> parse_day_hours(std::string_view text);
std::string day_hours_text(const DayHours& hours);

struct OpeningHours {
    std::array<DayHours, 7> week;                       ///< Monday first
    std::map<std::chrono::sys_days, DayHours> special;  ///< holidays and other exceptions
    /// Was anything said of when it is open?
    bool told() const;
    friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

/// Whether it is open, and until when this stays so; without `until` for as long as anybody can see.
struct Opening {
    bool open = false;
    std::optional<Timestamp> until{};
    friend bool operator==(const Opening&, const Opening&) = default;
};

Opening opening_at(const OpeningHours& hours, Timestamp now);

}  // namespace tillpoints::cloud
