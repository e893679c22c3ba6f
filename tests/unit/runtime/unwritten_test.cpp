#include <catch2/catch.hpp>

#include "counter.hpp"

/// Steps of open receipts that are answered before they are written.
namespace tillpoints::testing {
namespace {

const std::string opening = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})";

std::size_t written(Counter& counter) {
    return counter.outbox->unfinished_sessions()->size();
}

}  // namespace

TEST_CASE("an opening is answered before it is written, and written when a moment has passed") {
    Counter counter;
    CHECK(status_of(counter.say(opening)) == "ok");
    CHECK(written(counter) == 0);
    counter.loop.ring();
    CHECK(written(counter) == 1);
}

TEST_CASE("the next batch of any receipt takes along what is not written") {
    Counter counter;
    counter.say(opening);
    counter.say(R"({"v":1,"event":"receipt_cancelled","receipt_id":"another"})");
    CHECK(written(counter) == 1);
}

TEST_CASE("what the disk refuses is written later") {
    Counter counter;
    counter.say(opening);
    counter.disk.full = true;
    counter.loop.ring();
    CHECK(written(counter) == 0);
    counter.disk.full = false;
    counter.loop.ring();
    CHECK(written(counter) == 1);
}

}  // namespace tillpoints::testing
