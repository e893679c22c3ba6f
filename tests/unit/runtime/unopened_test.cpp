#include <catch2/catch.hpp>

#include "counter.hpp"

/// A receipt whose opening was refused or never came.
namespace tillpoints::testing {
namespace {

const std::string closing_event =
    R"({"v":1,"event":"receipt_closed","receipt_id":"r","positions":[{"id":"a","price":100,"quantity":"1","sum":100}],)"
    R"("total":100,"closed_at":"2026-03-02T09:00:00Z"})";

}  // namespace

TEST_CASE("the closing of a receipt whose opening was refused says that it carries no loyalty, and why") {
    Counter counter;
    const auto opening = counter.say(
        R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","capabilities":{"split":"some"}})");
    CHECK(status_of(opening) == "error");
    const auto reply = counter.say(closing_event);
    CHECK(status_of(reply) == "no_loyalty");
    CHECK(text_in(reply, "reason") == "not_opened");
    CHECK(text_in(reply, "message").find("capabilities.split") != std::string::npos);
    CHECK_FALSE(text_in(reply, "text").empty());
    CHECK(dump(*counter.say(closing_event)) == dump(*reply));
}

TEST_CASE("the closing of a receipt that was never opened says that it carries no loyalty") {
    Counter counter;
    const auto reply = counter.say(closing_event);
    CHECK(status_of(reply) == "no_loyalty");
    CHECK(text_in(reply, "message").find("unknown_receipt") != std::string::npos);
}

TEST_CASE("an opening that is submitted again after it was refused gives the receipt its loyalty") {
    Counter counter;
    counter.say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"gift"})");
    counter.say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})");
    CHECK(status_of(counter.say(closing_event)) == "stored");
}

}  // namespace tillpoints::testing
