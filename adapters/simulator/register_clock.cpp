#include "adapters/simulator/register_clock.hpp"

#include <charconv>
#include <cstdio>
#include <string_view>

namespace tillpoints::simulator {

using namespace std::chrono;

namespace {

/// The digits of `text` from `begin` up to `end`, or -1.
int number(const std::string& text, std::size_t begin, std::size_t end) {
    unsigned value = 0;
    const auto* last = text.data() + end;
    const auto read = std::from_chars(text.data() + begin, last, value);
    return read.ec == std::errc() && read.ptr == last ? static_cast<int>(value) : -1;
}

}  // namespace

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
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (text.size() != form.size()) return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] != '0' && text[i] != form[i]) return std::nullopt;
    const int years = number(text, 0, 4), months = number(text, 5, 7), days_of_month = number(text, 8, 10);
    const int hour = number(text, 11, 13), minute = number(text, 14, 16), second = number(text, 17, 19);
    if (years < 0 || months < 0 || days_of_month < 0) return std::nullopt;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
    const year_month_day date{year(years), month(static_cast<unsigned>(months)),
                              day(static_cast<unsigned>(days_of_month))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date) + hours(hour) + minutes(minute) + seconds(second);
}

}  // namespace tillpoints::simulator
