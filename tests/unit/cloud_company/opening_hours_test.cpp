#include <catch2/catch.hpp>

#include "cloud/company/opening_hours.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// Monday, 2 November 2026.
constexpr std::chrono::sys_days monday{std::chrono::year(2026) / 11 / 2};

DayHours day_of(const char* text) {
    return parse_day_hours(text).value();
}

OpeningHours weekdays_from(const char* text) {
    OpeningHours out;
    for (int day = 0; day < 5; ++day) out.week[static_cast<std::size_t>(day)] = day_of(text);
    return out;
}

Opening open_until(Timestamp until) {
    return {true, until};
}
Opening closed_until(Timestamp until) {
    return {false, until};
}

}  // namespace

TEST_CASE("hours of a day are written as people write them, and read back as they are kept") {
    CHECK(day_hours_text(day_of("10-20")) == "10:00-20:00");
    CHECK(day_hours_text(day_of(" 9:30 \xe2\x80\x93 13:00 ,14-18:15")) == "09:30-13:00, 14:00-18:15");
    CHECK(day_hours_text(day_of("0:00-24:00")) == "00:00-24:00");
    CHECK(day_hours_text(day_of("20:00-2:00")) == "20:00-02:00");
    CHECK(day_of("").empty());
    CHECK(day_of("   ").empty());
    for (const auto* text : {"9:30-13:00, 14:00-18:15", "00:00-24:00", "20:00-02:00", "18:00-24:00"})
        CHECK(day_of(day_hours_text(day_of(text)).c_str()) == day_of(text));
}

TEST_CASE("hours that are none, overlap or are too many are refused with what was expected") {
    for (const auto* text :
         {"10", "10-", "-20", "25:00-26:00", "10:60-12:00", "24:00-2:00", "10-20,", "a-b", "10-14, 13-20",
          "20-2, 10-12", "1-2,3-4,5-6,7-8,9-10", "10:00:00-12", "1 0-12"}) {
        INFO(text);
        const auto hours = parse_day_hours(text);
        REQUIRE_FALSE(hours.has_value());
        CHECK(hours.error().expected.find("10:00-14:00") != std::string::npos);
    }
}

TEST_CASE("a branch is open until the break, and opens again after it, the next day or after the weekend") {
    const auto week = weekdays_from("10:00-14:00, 15:00-20:00");
    CHECK(opening_at(week, monday + hours(9)) == closed_until(monday + hours(10)));
    CHECK(opening_at(week, monday + hours(10)) == open_until(monday + hours(14)));
    CHECK(opening_at(week, monday + hours(14)) == closed_until(monday + hours(15)));
    CHECK(opening_at(week, monday + hours(20)) == closed_until(monday + days(1) + hours(10)));
    CHECK(opening_at(week, monday + days(4) + hours(21)) == closed_until(monday + days(7) + hours(10)));
}

TEST_CASE("hours over midnight belong to the day on which they began") {
    OpeningHours week;
    week.week[4] = day_of("20:00-2:00");
    const auto saturday = monday + days(5);
    CHECK(opening_at(week, saturday + hours(1)) == open_until(saturday + hours(2)));
    CHECK(opening_at(week, saturday + hours(2)) == closed_until(saturday + days(6) + hours(20)));
}

TEST_CASE("a holiday takes the place of its day, closed or with hours of its own") {
    auto week = weekdays_from("10:00-20:00");
    week.special[monday] = {};
    week.special[monday + days(1)] = day_of("12:00-13:00");
    CHECK(opening_at(week, monday + hours(11)) == closed_until(monday + days(1) + hours(12)));
    CHECK(opening_at(week, monday + days(1) + hours(12)) == open_until(monday + days(1) + hours(13)));
}

TEST_CASE("whole days without a gap are one time, and a branch that never closes has no end of it") {
    OpeningHours always;
    always.week.fill(day_of("0:00-24:00"));
    CHECK(opening_at(always, monday + minutes(1)) == Opening{true, {}});
    always.special[monday + days(2)] = day_of("0:00-18:00");
    CHECK(opening_at(always, monday + minutes(1)) == open_until(monday + days(2) + hours(18)));
    CHECK(opening_at(OpeningHours(), monday) == Opening{false, {}});
    CHECK_FALSE(OpeningHours().told());
    CHECK(always.told());
}
