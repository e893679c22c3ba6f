#include "protocol/timestamp.hpp"

#include <cstdio>

namespace tillpoints {
namespace {

/// Reads fixed-width parts of a text from the left; `ok` turns false at the first that does not fit.
struct Scanner {
    std::string_view rest;
    bool ok = true;

    int number(std::size_t width) {
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            if (i >= rest.size() || rest[i] < '0' || rest[i] > '9') return ok = false, 0;
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(width);
        return value;
    }
    bool accept(char c) {
        if (rest.empty() || rest[0] != c) return false;
        rest.remove_prefix(1);
        return true;
    }
    void expect(char c) { ok = accept(c) && ok; }
};

int milliseconds(Scanner& in) {
    int value = 0;
    int digits = 0;
    while (!in.rest.empty() && in.rest[0] >= '0' && in.rest[0] <= '9') {
        if (digits < 3) value = value * 10 + (in.rest[0] - '0');
        in.rest.remove_prefix(1);
        ++digits;
    }
    if (digits == 0 || digits > 9) in.ok = false;
    for (; digits < 3; ++digits) value *= 10;
    return value;
}

std::chrono::minutes offset(Scanner& in) {
    if (in.rest.empty() || in.accept('Z') || in.accept('z')) return {};
    const bool negative = in.accept('-');
    if (!negative) in.expect('+');
    const int hours = in.number(2);
    in.accept(':');
    const int minutes = in.rest.empty() ? 0 : in.number(2);
    if (hours > 18 || minutes > 59) in.ok = false;
    const auto size = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return negative ? -size : size;
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Scanner in{text};
    const int year = in.number(4);
    in.expect('-');
    const int month = in.number(2);
    in.expect('-');
    const int day = in.number(2);
    if (!in.accept('T') && !in.accept('t')) in.expect(' ');
    const int hour = in.number(2);
    in.expect(':');
    const int minute = in.number(2);
    const int second = in.accept(':') ? in.number(2) : 0;
    const int milli = in.ok && (in.accept('.') || in.accept(',')) ? milliseconds(in) : 0;
    if (!in.ok) return {};
    const auto shift = offset(in);
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!in.ok || !in.rest.empty() || !date.ok() || hour > 23 || minute > 59 || second > 60) return {};
    const Timestamp time = std::chrono::sys_days(date) + std::chrono::hours(hour) +
                           std::chrono::minutes(minute) + std::chrono::seconds(second) +
                           std::chrono::milliseconds(milli) - shift;
    const auto first_of = [](int of_year) {
        return std::chrono::sys_days(std::chrono::year(of_year) / 1 / 1);
    };
    if (time < first_of(0) || time >= first_of(10'000))
        return {};  // could not be written in four digits again
    return time;
}

std::string to_text(Timestamp time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

}  // namespace tillpoints
