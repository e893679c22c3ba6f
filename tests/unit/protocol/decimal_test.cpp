#include "protocol/decimal.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <limits>

using namespace tillpoints;

namespace {

std::optional<std::int64_t> cents(std::string_view text, Rounding rounding = Rounding::half_up) {
    return parse_decimal(text, 2, rounding);
}

}  // namespace

TEST_CASE("a decimal is read from its digits, never through a double") {
    CHECK(cents("12") == 1200);
    CHECK(cents("12.3") == 1230);
    CHECK(cents("0.07") == 7);
    CHECK(cents("-0.5") == -50);
    CHECK(cents("+4.25") == 425);
    CHECK(cents("1.25e2") == 12500);
    CHECK(cents("125E-2") == 125);
    CHECK(cents("8.005") == 801);  // as a double this is 8.00499..., which would round to 8.00
    CHECK(cents("92233720368547758.07") == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE(
    "half-up rounding goes away from zero, down goes towards zero, and exact refuses what needs rounding") {
    CHECK(cents("1.005") == 101);
    CHECK(cents("-1.005") == -101);
    CHECK(cents("1.0049999") == 100);
    CHECK(cents("1.009", Rounding::down) == 100);
    CHECK(cents("-1.009", Rounding::down) == -100);
    CHECK_FALSE(cents("1.009", Rounding::exact));
    CHECK(cents("1.0900", Rounding::exact) == 109);
    CHECK(cents("0.005e-9") == 0);
}

TEST_CASE("a text that is no decimal or does not fit is refused") {
    for (const auto* text : {"", "-", "+", ".", ".5", "5.", "1.2.3", "1,5", "abc", " 1", "1 ", "0x10", "1e",
                             "1e+", "NaN", "Infinity", "--1", "1_000", "\xD9\xA1"})
        CHECK_FALSE(cents(text));
    CHECK_FALSE(cents("92233720368547758.08"));
    CHECK_FALSE(cents("1e17"));
    CHECK_FALSE(cents("1e999999999999999999999"));
    CHECK(cents("0e999999999999999999999") == 0);
    CHECK(cents("1e-999999999999999999999") == 0);
}

TEST_CASE("a decimal is written without empty zeros, or with all of them") {
    CHECK(format_decimal(12340, 2) == "123.4");
    CHECK(format_decimal(12300, 2) == "123");
    CHECK(format_decimal(-5, 2) == "-0.05");
    CHECK(format_decimal(0, 2) == "0");
    CHECK(format_decimal(1200, 0) == "1200");
    CHECK(format_fixed(12340, 2) == "123.40");
    CHECK(format_fixed(0, 2) == "0.00");
    CHECK(format_fixed(std::numeric_limits<std::int64_t>::min(), 2) == "-92233720368547758.08");
}

TEST_CASE("what is written reads back as the same number") {
    CHECK(rc::check([](std::int64_t value) {
        RC_PRE(value != std::numeric_limits<std::int64_t>::min());
        const int digits = *rc::gen::inRange(0, 7);
        RC_ASSERT(parse_decimal(format_decimal(value, digits), digits, Rounding::exact) == value);
        RC_ASSERT(parse_decimal(format_fixed(value, digits), digits, Rounding::exact) == value);
    }));
}
