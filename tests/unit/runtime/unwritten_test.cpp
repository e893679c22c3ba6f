#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// Steps of open receipts that are answered before they are written.
namespace tillpoints::testing {
namespace {

const std::string opening = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})";

std::size_t written(TestTerminal& terminal) {
    return terminal.outbox->unfinished_sessions()->size();
}

}  // namespace

TEST_CASE("an opening is answered before it is written, and written when a moment has passed") {
    TestTerminal terminal;
    CHECK(status_of(terminal.say(opening)) == "ok");
    CHECK(written(terminal) == 0);
    terminal.loop.ring();
    CHECK(written(terminal) == 1);
}

TEST_CASE("the next batch of any receipt takes along what is not written") {
    TestTerminal terminal;
    terminal.say(opening);
    terminal.say(R"({"v":1,"event":"receipt_cancelled","receipt_id":"another"})");
    CHECK(written(terminal) == 1);
}

TEST_CASE("what the disk refuses is written later") {
    TestTerminal terminal;
    terminal.say(opening);
    terminal.disk.full = true;
    terminal.loop.ring();
    CHECK(written(terminal) == 0);
    terminal.disk.full = false;
    terminal.loop.ring();
    CHECK(written(terminal) == 1);
}

}  // namespace tillpoints::testing
