#include "plugin/replay/link.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

namespace tillpoints::replay {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

const Timestamp now = *parse_timestamp("2026-03-01T09:00:00Z");
constexpr std::uint64_t longest = 0;  // the dice that adds nothing
const LinkPolicy policy;

LinkPolicy opening_after(int failures) {
    LinkPolicy out;
    out.failures_to_open = failures;
    return out;
}

/// So many failures in the same moment.
Link fails(Link link, int times, int failures_to_open = 1) {
    for (int i = 0; i < times; ++i)
        link = after_failure(link, Errc::timed_out, {now, {}}, opening_after(failures_to_open), longest);
    return link;
}

/// One probe after another fails; the pauses between them.
std::vector<milliseconds> pauses_of_an_outage(int probes, std::uint64_t dice) {
    std::vector<milliseconds> out;
    Link link;
    Timestamp time = now;
    for (int i = 0; i < probes; ++i) {
        link = after_failure(link, Errc::unreachable, {time, {}}, policy, dice);
        out.push_back(link.probe_at - time);
        time = link.probe_at;
    }
    return out;
}

Link succeeds(Link link, int times) {
    for (int i = 0; i < times; ++i) link = after_success(link, policy);
    return link;
}

}  // namespace

TEST_CASE("a fresh link is usable") {
    CHECK(Link().usable());
}

TEST_CASE("after a number of failures in a row no question is asked until a probe") {
    CHECK(fails({}, 2, 3).usable());
    const Link broken = fails({}, 3, 3);
    CHECK_FALSE(broken.usable());
    CHECK(broken.probe_at > now);
    CHECK(broken.probe_at <= now + policy.probe_interval);
    CHECK(broken.trouble == Errc::timed_out);
}

TEST_CASE("a success between failures starts the count again") {
    CHECK(fails(after_success(fails({}, 2, 3), policy), 2, 3).usable());
}

TEST_CASE("a success heals everything") {
    CHECK(after_success(fails({}, 5), policy) == Link());
}

TEST_CASE("the pause between probes doubles with every failed one, up to the longest, and never ends") {
    const std::vector<milliseconds> least{750ms, 1'500ms, 3s, 3s, 3s, 3s, 3s};
    CHECK(pauses_of_an_outage(7, longest) == least);
    CHECK(pauses_of_an_outage(10'000, longest).back() == 3s);
    for (const auto pause : pauses_of_an_outage(100, ~std::uint64_t{0}))
        CHECK(pause <= policy.longest_probe_pause);
}

TEST_CASE("two hundred terminals that lost the same cloud do not come back in the same second") {
    std::mt19937_64 dice(1);
    std::map<std::int64_t, int> by_second;
    for (int terminal = 0; terminal < 200; ++terminal) {
        Link link;
        Timestamp time = now;
        while (time < now + 10min) {
            link = after_failure(link, Errc::unreachable, {time, {}}, policy, dice());
            time = link.probe_at;
        }
        by_second[(time - now) / 1s] += 1;
    }
    const auto busiest = std::max_element(by_second.begin(), by_second.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    CHECK(busiest->second < 80);
    CHECK(by_second.size() >= 5);
    CHECK(by_second.rbegin()->first <= 600 + 6);
}

TEST_CASE("a call that fails before the next probe is due was sent earlier, and does not delay the probe") {
    const Link broken = fails({}, 1);
    const Link straggled = fails(broken, 5);
    CHECK(straggled.probe_at == broken.probe_at);
    CHECK(straggled.probes == broken.probes);
}

TEST_CASE(
    "after a lost link one entry is sent first, and each success lets twice as many go, up to the setting") {
    std::vector<int> widths;
    for (int successes = 1; successes <= 5; ++successes)
        widths.push_back(succeeds(fails({}, 1), successes).width);
    CHECK(widths == std::vector<int>{1, 2, 4, 4, 4});
    CHECK(fails(succeeds({}, 5), 1).width == 1);
}

TEST_CASE(
    "rule 6: a refusal of the whole shop pauses longer, and a failure meanwhile does not end the pause") {
    const Link paused = after_closed(fails({}, 1), Errc::unauthorized, {now, {}}, policy, longest);
    CHECK_FALSE(paused.usable());
    CHECK(paused.paused == Errc::unauthorized);
    CHECK(paused.probe_at > now + policy.probe_interval);
    CHECK(fails(paused, 1).paused == Errc::unauthorized);
    CHECK(after_success(fails(paused, 1), policy).usable());
}

TEST_CASE("rule 6: a pause that goes on is probed for ever, with several refusals at once as with one") {
    Link link = after_closed({}, Errc::company_inactive, {now, {}}, policy, longest);
    const Link twice = after_closed(link, Errc::company_inactive, {now, {}}, policy, longest);
    CHECK(twice.probe_at == link.probe_at);
    Timestamp time = link.probe_at;
    for (int i = 0; i < 1'000; ++i) {
        link = after_closed(link, Errc::company_inactive, {time, {}}, policy, longest);
        CHECK(link.probe_at - time <= policy.pause_interval);
        time = link.probe_at;
    }
}

TEST_CASE(
    "429: the whole queue rests as long as the cloud asks for, each terminal a little longer, and no longer "
    "than the cap") {
    const auto rest = [](std::optional<milliseconds> retry_after, std::uint64_t dice) {
        const Link link = after_too_many(succeeds({}, 3), retry_after, {now, {}}, policy, dice);
        CHECK(link.usable());
        CHECK_FALSE(link.may_replay({now, {}}));
        CHECK(link.may_replay({link.rest_until, {}}));
        CHECK(link.width == 1);
        return link.rest_until - now;
    };
    CHECK(rest(20s, longest) == 20s);
    CHECK(rest(20s, 1'234) == 21'234ms);
    CHECK(rest({}, longest) == policy.retry_later);
    CHECK(rest(24h, longest) == policy.longest_wait);
    CHECK(rest(24h, ~std::uint64_t{0}) <= policy.longest_wait + 5s);
}

TEST_CASE("a shorter Retry-After does not end a longer one, and a success does not either") {
    const Link told = after_too_many({}, 60s, {now, {}}, policy, longest);
    CHECK(after_too_many(told, 1s, {now, {}}, policy, longest).rest_until == now + 60s);
    CHECK(after_success(told, policy).rest_until == now + 60s);
}

}  // namespace tillpoints::replay
