#include "plugin/pricing/request.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::pricing;

namespace {

std::string answer(const std::string& request, bool explain = false) {
    const auto json = parse_json(request);
    REQUIRE(json.has_value());
    const auto out = allocate_request(*json, explain);
    return out.has_value() ? dump(*out) : out.error().sentence();
}

Problem refusal(const std::string& request) {
    const auto out = allocate_request(*parse_json(request), false);
    REQUIRE_FALSE(out.has_value());
    return out.error();
}

}  // namespace

TEST_CASE("a request with the least fields is answered with prices, and a split line twice with one id") {
    CHECK(answer(R"({"redeem":22,"positions":[{"id":"a","price":1422,"quantity":"0.437"}]})") ==
          R"({"redeemed":22,"positions":[{"id":"a","price":1371,"quantity":"0.437","sum":599}]})");
    CHECK(answer(R"({"redeem":1,"split":"pieces","positions":[{"id":"a","price":10,"quantity":"3"}]})") ==
          R"({"redeemed":1,"positions":[{"id":"a","price":10,"quantity":"2","sum":20},)"
          R"({"id":"a","price":9,"quantity":"1","sum":9}]})");
}

TEST_CASE("in tenge prices move by whole ones, and the redemption is rounded down to what fits") {
    CHECK(
        answer(
            R"({"currency":"KZT","redeem":1250,"floor":0,"positions":[{"id":"a","price":50000,"quantity":"1"}]})") ==
        R"({"redeemed":1200,"positions":[{"id":"a","price":48800,"quantity":"1","sum":48800}]})");
}

TEST_CASE("an explained answer says why for each position and what the cloud would be told") {
    CHECK(answer(R"({"redeem":100,"positions":[{"id":"a","price":1000,"quantity":"1"},
                     {"id":"b","price":500,"quantity":"1","type":"TOBACCO_MARKED"}]})",
                 true) ==
          R"({"redeemed":100,"positions":[{"id":"a","price":900,"quantity":"1","sum":900},)"
          R"({"id":"b","price":500,"quantity":"1","sum":500}],)"
          R"("explanation":[{"id":"a","reason":"proportional share 1.00, cut 1.00","share":100,"cut":100},)"
          R"({"id":"b","reason":"excluded: tobacco","share":0,"cut":0}],)"
          R"("cloud":{"total":1000,"skip_loyalty_total":0,"unredeemable_total":0,"most":999}})");
}

TEST_CASE("a part of a piece is told by its fraction, and a line that does not add up is left alone") {
    CHECK(
        answer(R"({"redeem":10,"positions":[{"id":"a","price":10000,"quantity":"1","fraction":"1/3"}]})") ==
        R"({"redeemed":10,"positions":[{"id":"a","price":9970,"quantity":"1","sum":3323,"fraction":"1/3"}]})");
    CHECK(answer(R"({"redeem":10,"positions":[{"id":"a","price":5,"quantity":"1","sum":6},
                     {"id":"b","price":50,"quantity":"1"}]})") ==
          R"({"redeemed":10,"positions":[{"id":"a","price":5,"quantity":"1","sum":6},)"
          R"({"id":"b","price":40,"quantity":"1","sum":40}]})");
}

TEST_CASE("as a tender the points change no price") {
    CHECK(answer(R"({"mode":"tender","redeem":100,"positions":[{"id":"a","price":60,"quantity":"1"}]})") ==
          R"({"redeemed":60,"positions":[{"id":"a","price":60,"quantity":"1","sum":60}],"tender":60})");
}

TEST_CASE("an empty receipt is answered") {
    CHECK(answer(R"({"redeem":5,"positions":[]})") == R"({"redeemed":0,"positions":[]})");
}

TEST_CASE("a request that cannot be read is refused with the path of the field") {
    CHECK(refusal(R"([])").code == Errc::wrong_type);
    CHECK(refusal(R"({"positions":[]})").where == "redeem");
    CHECK(refusal(R"({"redeem":-1,"positions":[]})").where == "redeem");
    CHECK(refusal(R"({"redeem":1})").where == "positions");
    CHECK(refusal(R"({"redeem":1,"split":"halves","positions":[]})").where == "split");
    CHECK(refusal(R"({"redeem":1,"positions":[{"id":"a","price":5,"quantity":"0"}]})").where ==
          "positions[0].quantity");
    CHECK(
        refusal(R"({"redeem":1,"positions":[{"id":"a","price":5,"quantity":"1","fraction":"4/3"}]})").where ==
        "positions[0].fraction");
    CHECK(refusal(R"({"redeem":1,"positions":[{"id":"a","price":1000000000000000,"quantity":"2"}]})").code ==
          Errc::out_of_range);
    CHECK(refusal(R"({"redeem":1,"positions":[{"id":"a","price":1000000000000000,"quantity":"1"},
                      {"id":"b","price":1,"quantity":"1"}]})")
              .where == "positions");
}
