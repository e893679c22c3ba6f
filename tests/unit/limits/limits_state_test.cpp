#include <catch2/catch.hpp>

#include <algorithm>

#include "plugin/limits/limits_state.hpp"

/// The cached customers, the counters and the offline redemptions, also under a clock that is wrong.
namespace tillpoints::limits {
namespace {

using namespace std::chrono_literals;

const Timestamp noon = *parse_timestamp("2026-03-01T12:00:00Z");
const Counted award = awards_of("ann");
const Counted redemption = redemptions_of("c1");

/// The limits in memory and the stored rows; `reboot` begins a new run from what was stored.
struct Terminal {
    CustomerCacheSettings cache{3, std::chrono::days(30), 72h};
    VelocityLimits velocity{180min, 5, 5};
    Rows disk;
    LimitsState limits_state{cache, velocity, {}, noon};

    void store(const Rows& rows) {
        const auto put = [](auto& all, const auto& row, auto same, bool keep) {
            std::erase_if(all, [&](const auto& it) { return same(it, row); });
            if (keep) all.push_back(row);
        };
        for (const auto& it : rows.snapshots)
            put(
                disk.snapshots, it, [](auto& a, auto& b) { return a.key == b.key; }, true);
        for (const auto& key : rows.forgotten)
            std::erase_if(disk.snapshots, [&](const auto& it) { return it.key == key; });
        for (const auto& it : rows.counters)
            put(
                disk.counters, it, [](auto& a, auto& b) { return a.name == b.name; }, it.count > 0);
        for (const auto& it : rows.offline_redemptions)
            put(
                disk.offline_redemptions, it, [](auto& a, auto& b) { return a.entry == b.entry; },
                it.points > Points());
    }
    void does(const Changes& changes, Timestamp now) { store(limits_state.apply(changes, now)); }
    void counts(const Counted& what, Timestamp now) { does({.counted = {what}}, now); }
    void redeems_offline(const char* entry, std::int64_t points, Timestamp now) {
        does({.redeemed = {{EntryId(entry), "ann", 0, Points(points), false}}}, now);
    }
    void settles(const char* entry, Timestamp now) { does({.settled = {EntryId(entry)}}, now); }
    void caches(const char* key, Timestamp now) { does({.cached = {{key, {}, "", {}, {}, {}, now}}}, now); }
    void reboot(Timestamp local) { limits_state = LimitsState(cache, velocity, disk, local); }
};

}  // namespace

TEST_CASE("awards are counted by the shop's local day, not by the day of UTC") {
    Terminal till;
    const Timestamp evening = *parse_timestamp("2026-03-01T20:59:59Z");  // 23:59:59 in the shop
    till.counts(award, evening);
    till.counts(award, evening);
    CHECK(till.limits_state.counters().count(award, evening) == 2);
    CHECK(till.limits_state.counters().count(award, evening + 1s) == 0);
    till.counts(award, evening + 1s);
    CHECK(till.limits_state.counters().count(award, evening + 4h) == 1);
}

TEST_CASE("redemptions of a cashier are counted by the hour") {
    Terminal till;
    till.counts(redemption, noon);
    CHECK(till.limits_state.counters().count(redemption, noon + 59min) == 1);
    CHECK(till.limits_state.counters().count(redemption, noon + 60min) == 0);
}

TEST_CASE("counts, offline redemptions and cached customers survive a restart") {
    Terminal till;
    till.counts(award, noon);
    till.redeems_offline("r/1", 500, noon);
    till.caches("phone", noon);
    till.reboot(noon + 1min);
    CHECK(till.limits_state.counters().count(award, noon) == 1);
    CHECK(till.limits_state.offline_redemptions().exposure("ann", noon).terminal_open == Points(500));
    CHECK(till.limits_state.customers().find("phone"));
}

TEST_CASE("a clock set back resets no limit, neither within a run nor across a restart") {
    Terminal till;
    till.counts(award, noon);
    till.counts(redemption, noon);
    till.redeems_offline("r/1", 500, noon);
    for (int reboots = 0; reboots < 2; ++reboots) {
        for (const Timestamp earlier : {noon - 2h, noon - 48h, noon - 24h * 900}) {
            CHECK(till.limits_state.counters().count(award, earlier) == 1);
            CHECK(till.limits_state.counters().count(redemption, earlier) == 1);
            CHECK(till.limits_state.offline_redemptions().exposure("ann", earlier).customer_today ==
                  Points(500));
        }
        till.reboot(noon - 48h);
    }
    till.counts(award, noon - 48h);
    CHECK(till.limits_state.counters().count(award, noon) == 2);
}

TEST_CASE("a run that begins under a clock set back continues from the latest stored time") {
    Terminal till;
    till.counts(award, noon);
    till.reboot(noon - 240h);
    CHECK(till.limits_state.time(noon - 240h, {}) == noon);
    CHECK(till.limits_state.time(noon - 240h + 5min, {}) == noon + 5min);
}

TEST_CASE(
    "counts made under a clock that was ahead count for the current day once the cloud has told the time") {
    Terminal till;
    const Timestamp wrong = noon + 24h * 365 * 4;
    till.counts(award, wrong);
    till.counts(redemption, wrong);
    till.redeems_offline("r/1", 500, wrong);
    CHECK(till.limits_state.counters().count(award, noon) == 1);
    till.store(till.limits_state.correct_clock(noon));
    till.reboot(noon);
    CHECK(till.limits_state.time(noon, {}) == noon);
    CHECK(till.limits_state.counters().count(award, noon) == 1);
    CHECK(till.limits_state.counters().count(award, noon + 24h) == 0);
    CHECK(till.limits_state.counters().count(redemption, noon + 1h) == 0);
    CHECK(till.limits_state.offline_redemptions().exposure("ann", noon + 24h).customer_today == Points());
}

TEST_CASE("limits go by the cloud's time if that is known") {
    const Terminal till;
    CHECK(till.limits_state.time(noon - 900h, noon) == noon);
}

TEST_CASE(
    "offline redemptions count for customer and terminal until the cloud has answered, and for the "
    "customer's day until it ends") {
    Terminal till;
    till.redeems_offline("r/1", 500, noon);
    till.redeems_offline("s/1", 300, noon);
    CHECK(till.limits_state.offline_redemptions().open().size() == 2);
    till.settles("r/1", noon);
    CHECK(till.limits_state.apply({.settled = {EntryId("r/1"), EntryId("unknown/1")}}, noon).empty());
    for (int reboots = 0; reboots < 2; ++reboots) {
        const auto exposure = till.limits_state.offline_redemptions().exposure("ann", noon);
        CHECK(exposure.terminal_open == Points(300));
        CHECK(exposure.customer_open == Points(300));
        CHECK(exposure.customer_today == Points(800));
        CHECK(till.limits_state.offline_redemptions().exposure("bob", noon).terminal_open == Points(300));
        CHECK(till.limits_state.offline_redemptions().exposure("bob", noon).customer_today == Points());
        till.reboot(noon);
    }
    const auto tomorrow = till.limits_state.offline_redemptions().exposure("ann", noon + 24h);
    CHECK(tomorrow.customer_today == Points());
    CHECK(tomorrow.terminal_open == Points(300));
}

TEST_CASE("an offline redemption that was withdrawn before printing counts no more") {
    Terminal till;
    till.redeems_offline("r/1", 500, noon);
    till.does({.withdrawn = {EntryId("r/1")}}, noon);
    for (int reboots = 0; reboots < 2; ++reboots) {
        CHECK(till.limits_state.offline_redemptions().exposure("ann", noon).customer_today == Points());
        CHECK(till.limits_state.offline_redemptions().exposure("ann", noon).terminal_open == Points());
        till.reboot(noon);
    }
}

TEST_CASE("a change that could not be stored is undone, also the withdrawal of an offline redemption") {
    Terminal till;
    till.redeems_offline("r/1", 500, noon);
    const Changes lost{.counted = {award, award},
                       .redeemed = {{EntryId("s/1"), "ann", 0, Points(70), false}},
                       .withdrawn = {EntryId("r/1")}};
    till.limits_state.apply(lost, noon);
    CHECK(till.limits_state.counters().count(award, noon) == 2);
    till.limits_state.revert(lost);
    CHECK(till.limits_state.counters().count(award, noon) == 0);
    CHECK(till.limits_state.offline_redemptions().exposure("ann", noon).terminal_open == Points(500));
}

TEST_CASE("in a full cache a new customer replaces the one with the oldest balance") {
    Terminal till;
    till.caches("a", noon);
    till.caches("b", noon + 1s);
    till.caches("c", noon + 2s);
    till.caches("a", noon + 3s);
    till.caches("d", noon + 4s);
    till.reboot(noon + 5s);
    CHECK(till.limits_state.customers().find("a"));
    CHECK_FALSE(till.limits_state.customers().find("b"));
    CHECK(till.disk.snapshots.size() == 3);
}

TEST_CASE("outdated customers and counts are dropped") {
    Terminal till;
    till.caches("a", noon);
    till.counts(award, noon);
    till.counts(refusals_of("17", Reason::award_limit), noon);
    till.redeems_offline("r/1", 500, noon);
    till.settles("r/1", noon);
    till.counts(redemption, noon + 24h * 31);
    CHECK(till.disk.snapshots.empty());
    CHECK(till.disk.offline_redemptions.empty());
    const auto counted = [&](const Counted& what) {
        return std::any_of(till.disk.counters.begin(), till.disk.counters.end(),
                           [&](const auto& it) { return it.name == what.name; });
    };
    CHECK_FALSE(counted(award));
    CHECK(counted(redemption));
    CHECK(till.limits_state.counters().refusals("17").size() == 1);
}

TEST_CASE("refusals are listed by shift and reason") {
    Terminal till;
    till.counts(refusals_of("17", Reason::award_limit), noon);
    till.counts(refusals_of("17", Reason::award_limit), noon + 24h);
    till.counts(refusals_of("18", Reason::cashier_limit), noon);
    const std::vector<std::pair<Reason, std::int64_t>> expected{{Reason::award_limit, 2}};
    CHECK(till.limits_state.counters().refusals("17") == expected);
    CHECK(till.limits_state.counters().refusals("19").empty());
}

TEST_CASE("a redemption in the cloud lowers every cached balance of that customer") {
    Terminal till;
    const CustomerUid uid("u");
    till.does({.cached = {{"phone", uid, "", Points(900), {}, {}, noon},
                          {"card", uid, "", Points(900), {}, {}, noon}}},
              noon);
    till.caches("other", noon);
    const auto lowered = till.limits_state.customers().after_redemption(uid, "phone", Points(250));
    REQUIRE(lowered.size() == 2);
    CHECK(lowered[0].balance == Points(650));
    CHECK(lowered[1].balance == Points(650));
}

TEST_CASE("a snapshot's stored form holds everything but its key and time") {
    const Snapshot snapshot{"", CustomerUid("u"), "Gold", Points(-5), Percent{150}, Percent{5'000}, {}};
    CHECK(snapshot_from(to_json(snapshot)).value() == snapshot);
    CHECK(snapshot_from(to_json(Snapshot{})).value() == Snapshot{});
    CHECK_FALSE(snapshot_from(Json::object()).has_value());
}

}  // namespace tillpoints::limits
