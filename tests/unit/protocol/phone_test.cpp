#include "protocol/phone.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;

namespace {

std::string e164(std::string_view typed) {
    const auto phone = Phone::parse(typed);
    return phone ? phone->e164() : "none";
}

}  // namespace

TEST_CASE("what a cashier types becomes one E.164 number") {
    for (const auto* typed : {"+7 900 123-45-67", "8 (900) 123 45 67", "89001234567", "79001234567",
                              "9001234567", "+79001234567", "8.900.123.45.67"})
        CHECK(e164(typed) == "+79001234567");
    CHECK(e164("8 701 000 00 01") == "+77010000001");
    CHECK(e164("+996 555 123456") == "+996555123456");
    CHECK(e164("+49 30 901820") == "+4930901820");
}

TEST_CASE("a text that is not a phone number is refused") {
    for (const auto* typed :
         {"", "+", "12345", "890012345678", "99001234567", "+7 900 123 45 6", "+7 900 123 45 678",
          "+0 900 123 45 67", "+1234567", "+1234567890123456", "call me", "8900123456a", "7+9001234567",
          "++79001234567", "8900\n1234567", "\xD9\xA8\xD9\xA9\xD9\xA0\xD9\xA0"}) {
        INFO(typed);
        CHECK(e164(typed) == "none");
    }
    CHECK(e164(std::string(41, '1')) == "none");
}

TEST_CASE("a number that nobody can have is refused, and what was read is said without the number") {
    const std::pair<const char*, const char*> phantoms[] = {
        {"+8 812 123 45 67", "a number of country +88..., which does not exist"},
        {"+8 916 123-45-67", "a number of country +89..., which does not exist"},
        {"8 029 123-45-67", "a number of country +7 that begins with 02"},
        {"0291234567", "a number of country +7 that begins with 02"},
        {"8 800 555-35-35", "a number of country +7 that begins with 80"},
        {"+375 29 123-45-6", "8 digits after +375"},
        {"29 123-45-67", "9 digits without a country code"},
        {"+210 123 456 789", "a number of country +21..., which does not exist"},
        {"call me", "no telephone number"},
    };
    for (const auto& [typed, read] : phantoms) {
        INFO(typed);
        CHECK(e164(typed) == "none");
        CHECK(Phone::read_as(typed) == read);
    }
    CHECK(e164("+375 29 123-45-67") == "+375291234567");
    CHECK(e164("8 701 000 00 01") == "+77010000001");
    CHECK(e164("8 (495) 123-45-67") == "+74951234567");
}

TEST_CASE("a stored number is read back even if nobody can have it") {
    for (const auto* phantom : {"+88121234567", "+70291234567", "+78900123456"}) {
        const auto phone = Phone::from_e164(phantom);
        REQUIRE(phone.has_value());
        CHECK(phone->e164() == phantom);
        CHECK_FALSE(phone->masked().empty());
    }
    for (const auto* text :
         {"", "+", "79001234567", "+7 900 1234567", "+0123456789", "+1234567", "+12345678901234567"})
        CHECK_FALSE(Phone::from_e164(text).has_value());
}

TEST_CASE("a masked phone number shows the country and the last four digits") {
    CHECK(Phone::parse("89001234567")->masked() == "+7 *** *** 45 67");
    CHECK(Phone::parse("+996555123456")->masked() == "+996 *** *** 34 56");
}
