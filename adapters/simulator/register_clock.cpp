#include "adapters/simulator/register_clock.hpp"

#include <array>
#include <cstdio>

namespace tillpoints::simulator {

using namespace std::chrono;

std::string RegisterClock::now() {
    const auto time = simulated_ ? *simulated_ : floor<seconds>(system_clock::now());
    if (simulated_) *simulated_ += seconds(1);
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02ld:%02ld:%02ldZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
                  static_cast<long>(clock.seconds().count()));
    return text;
}

std::optional<RegisterClock::Seconds> parse_time(const std::string& text) {
    std::array<int, 6> numbers{};
    char zone = 0;
    if (text.size() != 20 ||
        std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%c", &numbers[0], &numbers[1], &numbers[2],
                    &numbers[3], &numbers[4], &numbers[5], &zone) != 7 ||
        zone != 'Z')
        return std::nullopt;
    const year_month_day date{year(numbers[0]), month(static_cast<unsigned>(numbers[1])),
                              day(static_cast<unsigned>(numbers[2]))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date) + hours(numbers[3]) + minutes(numbers[4]) + seconds(numbers[5]);
}

}  // namespace tillpoints::simulator
