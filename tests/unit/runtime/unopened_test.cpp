#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// A receipt whose opening was refused or never came.
namespace tillpoints::testing {
namespace {

const std::string closing_event =
    R"({"v":1,"event":"receipt_closed","receipt_id":"r","positions":[{"id":"a","price":100,"quantity":"1","sum":100}],)"
    R"("total":100,"closed_at":"2026-03-02T09:00:00Z"})";

}  // namespace

TEST_CASE("the closing of a receipt whose opening was refused says that it carries no loyalty, and why") {
    TestTerminal terminal;
    const auto opening = terminal.say(
        R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","capabilities":{"split":"some"}})");
    CHECK(status_of(opening) == "error");
    const auto reply = terminal.say(closing_event);
    CHECK(status_of(reply) == "no_loyalty");
    CHECK(text_in(reply, "reason") == "not_opened");
    CHECK(text_in(reply, "message").find("capabilities.split") != std::string::npos);
    CHECK_FALSE(text_in(reply, "text").empty());
    CHECK(dump(*terminal.say(closing_event)) == dump(*reply));
}

TEST_CASE("the closing of a receipt that was never opened says that it carries no loyalty") {
    TestTerminal terminal;
    const auto reply = terminal.say(closing_event);
    CHECK(status_of(reply) == "no_loyalty");
    CHECK(text_in(reply, "message").find("unknown_receipt") != std::string::npos);
}

TEST_CASE("an opening that is submitted again after it was refused gives the receipt its loyalty") {
    TestTerminal terminal;
    terminal.say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"gift"})");
    terminal.say(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})");
    CHECK(status_of(terminal.say(closing_event)) == "stored");
}

}  // namespace tillpoints::testing
