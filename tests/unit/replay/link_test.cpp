#include <catch2/catch.hpp>

#include "plugin/replay/link.hpp"

namespace tillpoints::replay {
namespace {

using namespace std::chrono_literals;

const Timestamp now = *parse_timestamp("2026-03-01T09:00:00Z");

Link fails(Link link, int times, int failures_to_open = 1) {
    LinkPolicy policy;
    policy.failures_to_open = failures_to_open;
    for (int i = 0; i < times; ++i) link = after_failure(link, Errc::timed_out, {now, {}}, policy);
    return link;
}

}  // namespace

TEST_CASE("a fresh link is usable") {
    CHECK(Link().usable());
}

TEST_CASE("after so many failures in a row questions go unasked until a probe") {
    CHECK(fails({}, 2, 3).usable());
    const Link broken = fails({}, 3, 3);
    CHECK_FALSE(broken.usable());
    CHECK(broken.probe_at == now + LinkPolicy().probe_interval);
    CHECK(broken.trouble == Errc::timed_out);
}

TEST_CASE("a success between failures starts the count again") {
    CHECK(fails(after_success(fails({}, 2, 3)), 2, 3).usable());
}

TEST_CASE("a success heals everything") {
    CHECK(after_success(fails({}, 5)) == Link());
}

TEST_CASE(
    "rule 6: a refusal of the whole shop pauses longer, and a failure meanwhile does not end the pause") {
    const Link paused = after_closed(fails({}, 1), Errc::unauthorized, {now, {}}, LinkPolicy());
    CHECK_FALSE(paused.usable());
    CHECK(paused.paused == Errc::unauthorized);
    CHECK(paused.probe_at == now + LinkPolicy().pause_interval);
    CHECK(fails(paused, 1).paused == Errc::unauthorized);
    CHECK(after_success(fails(paused, 1)).usable());
}

}  // namespace tillpoints::replay
