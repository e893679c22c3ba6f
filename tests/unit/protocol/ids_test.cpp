#include "protocol/ids.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "protocol/error.hpp"
#include "protocol/http.hpp"

using namespace tillpoints;

TEST_CASE("a receipt id is 1 to 64 of the characters that are safe in a path and a number") {
    CHECK(is_receipt_id("4b9f3f2a-6d0e-4a51-9c5e-000000000001"));
    CHECK(is_receipt_id("Till_7:2026.01"));
    CHECK(is_receipt_id(std::string(64, 'a')));
    CHECK_FALSE(is_receipt_id(""));
    CHECK_FALSE(is_receipt_id(std::string(65, 'a')));
    for (const auto* text : {"a/b", "a b", "a\n", "\xD0\xB0", "a;b", "a%b", "a'b"})
        CHECK_FALSE(is_receipt_id(text));
}

TEST_CASE("a UUID has its dashes in their places") {
    CHECK(is_uuid("4b9f3f2a-6d0e-4a51-9c5e-00000000000f"));
    CHECK(is_uuid("4B9F3F2A-6D0E-4A51-9C5E-00000000000F"));
    CHECK_FALSE(is_uuid("4b9f3f2a6d0e-4a51-9c5e-00000000000f0"));
    CHECK_FALSE(is_uuid("4b9f3f2a-6d0e-4a51-9c5e-00000000000g"));
    CHECK_FALSE(is_uuid("{4b9f3f2a-6d0e-4a51-9c5e-00000000000}"));
    CHECK_FALSE(is_uuid(""));
}

TEST_CASE("an entry's number is the receipt id and the attempt") {
    CHECK(entry_id_for(ReceiptId("r-1"), 2).text == "r-1/2");
}

TEST_CASE("every error code has a name of its own and a sentence") {
    std::set<std::string_view> names;
    int codes = 0;
    for (const auto& [first, last] : {std::pair{Errc::invalid_json, Errc::out_of_order},
                                      {Errc::not_stored, Errc::misuse},
                                      {Errc::bad_request, Errc::cloud_error},
                                      {Errc::unreachable, Errc::not_the_cloud},
                                      {Errc::given_up, Errc::given_up}})
        for (int code = static_cast<int>(first); code <= static_cast<int>(last); ++code, ++codes) {
            names.insert(name_of(static_cast<Errc>(code)));
            CHECK(sentence_of(static_cast<Errc>(code)).back() == '.');
        }
    CHECK(static_cast<int>(names.size()) == codes);
}

TEST_CASE("a problem is written as one readable line") {
    const Problem problem{Errc::out_of_range, "positions[2].price", "0 or more", "-5"};
    CHECK(problem.sentence() == "positions[2].price: expected 0 or more, found -5 (out_of_range)");
    CHECK(Problem{Errc::timed_out, {}, {}, {}}.sentence() == "No answer within the deadline. (timed_out)");
}

TEST_CASE("a header is found whatever its case") {
    const HttpHeaders headers{{"Content-Type", "application/json"}, {"X-Request-Id", "7"}};
    CHECK(header_of(headers, "content-type") == "application/json");
    CHECK(header_of(headers, "X-REQUEST-ID") == "7");
    CHECK(header_of(headers, "X-Request").empty());
}
