#include "cloud/fleet/rollout.hpp"

#include <rapidcheck/catch.h>
#include <algorithm>
#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::int64_t number = 5;

Timestamp morning() {
    return Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 11 / 30)) + hours(8);
}

std::string heartbeat(std::int64_t release, std::int64_t parked = 0, Health health = Health::ok,
                      std::int64_t refused = 0) {
    Heartbeat out;
    out.tool = out.library = "0.1.0";
    out.release = release;
    out.parked = parked;
    out.health = health;
    out.first = health == Health::error ? "key_refused" : "";
    out.refused = refused;
    out.refusal = refused ? "doctor_worse" : "";
    out.link = "online";
    return dump(json_of(out));
}

/// Terminals that report and have the release before.
std::vector<FleetTerminal> terminals(int count) {
    std::vector<FleetTerminal> out;
    for (int i = 0; i < count; ++i)
        out.push_back({"till-" + std::to_string(i), "digest", morning(), heartbeat(number - 1)});
    return out;
}

Rollout rollout_of(std::int64_t share = 10) {
    Rollout rollout;
    rollout.number = number;
    rollout.share = share;
    rollout.created = rollout.since = morning();
    return rollout;
}

/// It is given the release and reports that it has taken it.
void take(FleetTerminal& terminal, Timestamp when) {
    terminal.offered = number;
    terminal.offered_at = when;
    terminal.before = terminal.heartbeat;
    terminal.heartbeat = heartbeat(number);
    terminal.heard = when + minutes(1);
}

std::vector<FleetTerminal> with_first(std::vector<FleetTerminal> all, const Rollout& rollout) {
    for (const auto& name : first_terminals(all, rollout, morning()))
        for (auto& each : all)
            if (each.name == name) each.first_of = number;
    return all;
}

}  // namespace

TEST_CASE(
    "the first terminals are a tenth of those that report, at least one, and others with each release") {
    auto all = terminals(200);
    const auto first = first_terminals(all, rollout_of(), morning());
    CHECK(first.size() == 20);
    auto next = rollout_of();
    next.number = number + 1;
    CHECK(first_terminals(all, next, morning()) != first);
    CHECK(first_terminals(terminals(3), rollout_of(), morning()).size() == 1);
    CHECK(first_terminals({}, rollout_of(), morning()).empty());
    for (auto& each : all)
        if (each.name != "till-7") each.heard = morning() - hours(1);
    CHECK(first_terminals(all, rollout_of(), morning()) == std::vector<std::string>{"till-7"});
    all[7].heard.reset();
    CHECK(first_terminals(all, rollout_of(), morning()).size() == 20);
}

TEST_CASE("only the first terminals get a release until they have had it for the time that it is watched") {
    auto rollout = rollout_of();
    auto all = with_first(terminals(20), rollout);
    const auto count = [&] {
        return std::count_if(all.begin(), all.end(), [&](const auto& each) { return is_for(rollout, each); });
    };
    CHECK(count() == 2);
    auto now = morning();
    for (auto& each : all) {
        if (is_for(rollout, each)) take(each, now);
        each.heard = now + minutes(1);
    }
    const auto hear_all = [&](Timestamp when) {
        for (auto& each : all) each.heard = when;
    };
    hear_all(now + minutes(59));
    rollout = judged(rollout, all, now + minutes(59));
    CHECK(rollout.state == RolloutState::first);
    hear_all(now + minutes(61));
    rollout = judged(rollout, all, now + minutes(61));
    CHECK(rollout.state == RolloutState::rest);
    CHECK(count() == 20);
    for (auto& each : all)
        if (each.offered != number) take(each, now + minutes(62));
    rollout = judged(rollout, all, now + minutes(70));
    CHECK(rollout.state == RolloutState::rest);
    hear_all(now + minutes(130));
    rollout = judged(rollout, all, now + minutes(130));
    CHECK(rollout.state == RolloutState::done);
    CHECK(count() == 20);
}

TEST_CASE("a release is stopped where one of the first terminals is worse off than before, and says why") {
    const auto rollout = rollout_of();
    const auto base = with_first(terminals(20), rollout);
    const auto bad = [&](const std::function<void(FleetTerminal&)>& change, Timestamp now) {
        auto all = base;
        for (auto& each : all)
            if (each.first_of == number) {
                take(each, morning());
                change(each);
                break;
            }
        return judged(rollout, all, now);
    };
    const auto soon = morning() + minutes(5);
    const auto reason = [&](const Rollout& after) {
        CHECK(after.state == RolloutState::stopped);
        const auto text = after.reason;
        return text.substr(text.find(": ") + 2);
    };
    CHECK(bad([](auto&) {}, soon).state == RolloutState::first);
    CHECK(reason(bad([](auto& t) { t.heartbeat = heartbeat(number, 0, Health::error); }, soon)) ==
          "doctor: key_refused");
    CHECK(reason(bad([](auto& t) { t.heartbeat = heartbeat(number, 2); }, soon)) == "parked entries: 0 -> 2");
    CHECK(reason(bad([](auto& t) { t.heartbeat = heartbeat(number - 1, 0, Health::ok, number); }, soon)) ==
          "refused: doctor_worse");
    CHECK(reason(bad([](auto& t) { t.heard = t.offered_at; }, morning() + minutes(20))) ==
          "not heard since it was given the release");
    CHECK(reason(bad(
              [](auto& t) {
                  t.heartbeat = heartbeat(number - 1);
                  t.heard = morning() + minutes(45);
              },
              morning() + minutes(45))) == "has not taken the release");
    // What was so before does not count.
    CHECK(bad(
              [](auto& t) {
                  t.before = heartbeat(number - 1, 2, Health::error);
                  t.heartbeat = heartbeat(number, 2, Health::error);
              },
              soon)
              .state == RolloutState::first);
}

TEST_CASE(
    "a shop that closes for the night after it has taken the release stops nothing, and the rest waits for "
    "it") {
    auto rollout = rollout_of();
    auto all = with_first(terminals(20), rollout);
    for (auto& each : all)
        if (each.first_of == number) take(each, morning());
    rollout = judged(rollout, all, morning() + hours(12));
    CHECK(rollout.state == RolloutState::first);
    for (auto& each : all) each.heard = morning() + hours(24);
    rollout = judged(rollout, all, morning() + hours(24));
    CHECK(rollout.state == RolloutState::rest);
}

TEST_CASE("a terminal that is tolerated keeps no stage from its end") {
    auto rollout = rollout_of(100);
    rollout.tolerated = 1;
    auto all = with_first(terminals(10), rollout);
    for (auto& each : all) take(each, morning());
    all[0].heartbeat = heartbeat(number - 1, 0, Health::ok, number);
    for (auto& each : all) each.heard = morning() + hours(2);
    rollout = judged(rollout, all, morning() + hours(2));
    CHECK(rollout.state == RolloutState::rest);
    CHECK(judged(rollout, all, morning() + hours(3)).state == RolloutState::done);
}

TEST_CASE("first terminals are missed where there were none, or all of them were removed") {
    const auto rollout = rollout_of();
    CHECK_FALSE(lacks_first_terminals(rollout, {}));
    CHECK(lacks_first_terminals(rollout, terminals(3)));
    CHECK_FALSE(lacks_first_terminals(rollout, with_first(terminals(3), rollout)));
}

TEST_CASE("as many terminals as are tolerated may be worse off") {
    auto rollout = rollout_of(100);
    rollout.state = RolloutState::rest;
    rollout.tolerated = 1;
    auto all = terminals(10);
    for (auto& each : all) take(each, morning());
    all[0].heartbeat = heartbeat(number, 1);
    CHECK(judged(rollout, all, morning() + minutes(5)).state == RolloutState::rest);
    for (int i : {1, 2, 3, 4}) all[static_cast<std::size_t>(i)].heartbeat = heartbeat(number, 1);
    const auto after = judged(rollout, all, morning() + minutes(5));
    CHECK(after.state == RolloutState::stopped);
    CHECK(after.reason.ends_with("; and 2 more"));
}

TEST_CASE(
    "whatever terminals report, no release passes its first stage while one of the first is worse off") {
    rc::prop("first stage", [] {
        auto rollout = rollout_of(*rc::gen::inRange<std::int64_t>(1, 101));
        auto all = with_first(terminals(*rc::gen::inRange(1, 30)), rollout);
        bool worse = false;
        const auto now = morning() + hours(3);
        for (auto& each : all) {
            if (each.first_of != number) continue;
            take(each, morning() + minutes(*rc::gen::inRange(0, 120)));
            const auto parked = *rc::gen::element<std::int64_t>(0, 0, 0, 1);
            each.heartbeat = heartbeat(number, parked);
            worse = worse || parked > 0;
        }
        const auto after = judged(rollout, all, now);
        RC_ASSERT((after.state == RolloutState::stopped) == worse);
        RC_ASSERT(after.state != RolloutState::done);
    });
}
