#include "protocol/timestamp.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tillpoints;

namespace {

std::string utc(std::string_view text) {
    const auto time = parse_timestamp(text);
    return time ? to_text(*time) : "none";
}

}  // namespace

TEST_CASE("every form of time that the cloud and registers write is read") {
    CHECK(utc("2026-01-31T08:05:09Z") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31T08:05:09.12Z") == "2026-01-31T08:05:09.120Z");
    CHECK(utc("2018-10-22T13:52:46,769Z") == "2018-10-22T13:52:46.769Z");
    CHECK(utc("2026-01-31T08:05:09.123456789Z") == "2026-01-31T08:05:09.123Z");
    CHECK(utc("2026-01-31T11:05:09+03:00") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31T11:05:09+0300") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31T11:05:09+03") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31T03:05:09,5-05:00") == "2026-01-31T08:05:09.500Z");
    CHECK(utc("2026-01-31T08:05:09") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31 08:05:09") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2026-01-31T08:05Z") == "2026-01-31T08:05:00.000Z");
    CHECK(utc("2026-01-31t08:05:09z") == "2026-01-31T08:05:09.000Z");
    CHECK(utc("2024-02-29T23:59:60Z") == "2024-03-01T00:00:00.000Z");
    CHECK(utc("2026-01-01T00:30:00+01:00") == "2025-12-31T23:30:00.000Z");
    CHECK(utc("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a text that is no valid time is refused") {
    for (const auto* text : {"",
                             "2026",
                             "2026-01-31",
                             "2026-13-01T00:00:00Z",
                             "2026-02-29T00:00:00Z",
                             "2026-01-32T00:00:00Z",
                             "2026-00-10T00:00:00Z",
                             "2026-01-31T24:00:00Z",
                             "2026-01-31T08:60:00Z",
                             "2026-01-31T08:05:61Z",
                             "2026-01-31T08:05:09.Z",
                             "2026-01-31T08:05:09.1234567890Z",
                             "2026-01-31T08:05:09ZZ",
                             "2026-01-31T08:05:09+3",
                             "2026-01-31T08:05:09+19:00",
                             "2026-01-31T08:05:09+03:60",
                             " 2026-01-31T08:05:09Z",
                             "1769846709",
                             "31.01.2026 08:05:09",
                             "0000-01-01T00:00:00+18:00",
                             "9999-12-31T23:59:59-18:00"}) {
        INFO(text);
        CHECK(utc(text) == "none");
    }
}

TEST_CASE("a moment that is written reads back as the same moment") {
    CHECK(rc::check([] {
        const auto since = *rc::gen::inRange<std::int64_t>(0, 4'102'444'800'000);
        const Timestamp time{std::chrono::milliseconds(since)};
        RC_ASSERT(parse_timestamp(to_text(time)) == time);
    }));
}
