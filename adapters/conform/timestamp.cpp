#include "adapters/conform/timestamp.hpp"

#include <chrono>
#include <cstdio>
#include <string>

namespace tillpoints::conform {

std::optional<std::int64_t> timestamp_us(std::string_view text) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, end = 0;
    const std::string copy(text);
    // NOLINTNEXTLINE(cert-err34-c): the widths keep every number within an int.
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &year, &month, &day, &hour, &minute, &second,
                    &end) != 6 ||
        end != static_cast<int>(copy.size()))
        return {};
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return {};
    const auto at = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                    std::chrono::seconds(second);
    return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
}

std::int64_t now_us() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

}  // namespace tillpoints::conform
