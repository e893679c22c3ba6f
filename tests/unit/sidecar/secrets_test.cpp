#include <catch2/catch.hpp>
#include <set>

#include "adapters/sidecar/commands.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/enrolment.hpp"
#include "adapters/sidecar/request_parts.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;

namespace {

std::vector<OneTimeCode> two_codes() {
    return {{"till-1", sha256_hex("AAAA-1111"), 1000, 2}, {"till-2", sha256_hex("BBBB-2222"), 2000, 2}};
}

}  // namespace

TEST_CASE("a code is taken once, however it was typed") {
    auto codes = two_codes();
    CHECK(redeem(codes, "bbbb 2222", 500) == "till-2");
    CHECK(codes.size() == 1);
    CHECK_FALSE(redeem(codes, "BBBB-2222", 500));
}

TEST_CASE("a code expires") {
    auto codes = two_codes();
    CHECK_FALSE(redeem(codes, "AAAA-1111", 1000));
    CHECK(redeem(codes, "BBBB-2222", 1000) == "till-2");
}

TEST_CASE("after so many wrong codes every open code is void") {
    auto codes = two_codes();
    CHECK_FALSE(redeem(codes, "CCCC-3333", 500));
    CHECK(codes.size() == 2);
    CHECK_FALSE(redeem(codes, "CCCC-3334", 500));
    CHECK(codes.empty());
    CHECK_FALSE(redeem(codes, "AAAA-1111", 500));
}

TEST_CASE("codes and tokens differ each time, and a code has no letter that is taken for another") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto code = random_code();
        REQUIRE(code.size() == 9);
        CHECK(code[4] == '-');
        CHECK(code.find_first_of("ILOU") == std::string::npos);
        CHECK(normal_code(code) == code);
        seen.insert(code);
        seen.insert(random_hex(32));
    }
    CHECK(seen.size() == 400);
}

TEST_CASE("secrets are compared whole") {
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("the link of an enrolment names the place, the code and the certificate") {
    CHECK(enrolment_link("https://s:1", "AAAA-1111", "ff3c08") == "https://s:1/#AAAA-1111._zwI");
    CHECK(enrolment_link("p", "c", "ff") == "p/#c._w");
}

TEST_CASE("a request names its token, its terminal and its parameters") {
    const HttpRequest request{
        "GET", "/v1/stream?terminal=till-1&x&deadline_ms=5", {{"authorization", "Bearer t"}}, {}};
    CHECK(path_of(request) == "/v1/stream");
    CHECK(bearer_token(request) == "t");
    CHECK(named_terminal(request) == "till-1");
    CHECK(parameter_of(request, "deadline_ms") == "5");
    CHECK(parameter_of(request, "x") == "");
    CHECK_FALSE(parameter_of(request, "y"));
    CHECK_FALSE(parameter_of({"GET", "/v1/stream", {}, {}}, "terminal"));
    CHECK(bearer_token({"GET", "/", {{"Authorization", "Basic t"}}, {}}).empty());
}

TEST_CASE("an Idempotency-Key is 1 to 128 printable characters") {
    CHECK(is_idempotency_key("8e03978e-40d5-43dd-bc93-6894a57f9324"));
    CHECK(is_idempotency_key(std::string(128, 'x')));
    CHECK_FALSE(is_idempotency_key(std::string(129, 'x')));
    CHECK_FALSE(is_idempotency_key(""));
    CHECK_FALSE(is_idempotency_key("a b"));
    CHECK_FALSE(is_idempotency_key("\xd0\xb0"));
    CHECK(whole_number("12") == 12u);
    for (const auto* text : {"", "-1", "1x", " 1", "99999999999999999999"}) CHECK_FALSE(whole_number(text));
}
