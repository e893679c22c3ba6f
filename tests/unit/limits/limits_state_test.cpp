#include <catch2/catch.hpp>

#include <algorithm>

#include "plugin/limits/limits_state.hpp"

/// What is remembered and counted, and what a clock that is wrong cannot do to it.
namespace tillpoints::limits {
namespace {

using namespace std::chrono_literals;

const Timestamp noon = *parse_timestamp("2026-03-01T12:00:00Z");
const Counted award = awards_of("ann");
const Counted redemption = redemptions_of("c1");

/// A book and the rows on its disk; `reboot` begins a new run from what was stored.
struct Terminal {
    CustomerMemory memory{3, std::chrono::days(30), 72h};
    VelocityLimits velocity{180min, 5, 5};
    Rows disk;
    LimitsState limits_state{memory, velocity, {}, noon};

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
    void counts(const Counted& what, Timestamp now) { does({{}, {what}, {}, {}}, now); }
    void offline_redemptions(const char* entry, std::int64_t points, Timestamp now) {
        does({{}, {}, {{EntryId(entry), "ann", 0, Points(points), false}}, {}}, now);
    }
    void settles(const char* entry, Timestamp now) { does({{}, {}, {}, {}, {EntryId(entry)}}, now); }
    void learns(const char* key, Timestamp now) { does({{{key, {}, "", {}, {}, {}, now}}, {}, {}, {}}, now); }
    void reboot(Timestamp local) { limits_state = LimitsState(memory, velocity, disk, local); }
};

}  // namespace

TEST_CASE("awards are counted by the shop's day: its midnight ends the count, not Greenwich's") {
    Terminal till;
    const Timestamp evening = *parse_timestamp("2026-03-01T20:59:59Z");  // 23:59:59 in the shop
    till.counts(award, evening);
    till.counts(award, evening);
    CHECK(till.limits_state.count(award, evening) == 2);
    CHECK(till.limits_state.count(award, evening + 1s) == 0);
    till.counts(award, evening + 1s);
    CHECK(till.limits_state.count(award, evening + 4h) == 1);
}

TEST_CASE("redemptions of a cashier are counted by the hour") {
    Terminal till;
    till.counts(redemption, noon);
    CHECK(till.limits_state.count(redemption, noon + 59min) == 1);
    CHECK(till.limits_state.count(redemption, noon + 60min) == 0);
}

TEST_CASE("what was counted and promised survives a restart") {
    Terminal till;
    till.counts(award, noon);
    till.offline_redemptions("r/1", 500, noon);
    till.learns("phone", noon);
    till.reboot(noon + 1min);
    CHECK(till.limits_state.count(award, noon) == 1);
    CHECK(till.limits_state.standing("ann", noon).terminal_open == Points(500));
    CHECK(till.limits_state.find("phone"));
}

TEST_CASE("a clock set back resets no limit, neither within a run nor across a restart") {
    Terminal till;
    till.counts(award, noon);
    till.counts(redemption, noon);
    till.offline_redemptions("r/1", 500, noon);
    for (int reboots = 0; reboots < 2; ++reboots) {
        for (const Timestamp earlier : {noon - 2h, noon - 48h, noon - 24h * 900}) {
            CHECK(till.limits_state.count(award, earlier) == 1);
            CHECK(till.limits_state.count(redemption, earlier) == 1);
            CHECK(till.limits_state.standing("ann", earlier).customer_today == Points(500));
        }
        till.reboot(noon - 48h);
    }
    till.counts(award, noon - 48h);
    CHECK(till.limits_state.count(award, noon) == 2);
}

TEST_CASE("a run that begins under a clock set back goes on from the latest time written down") {
    Terminal till;
    till.counts(award, noon);
    till.reboot(noon - 240h);
    CHECK(till.limits_state.time(noon - 240h, {}) == noon);
    CHECK(till.limits_state.time(noon - 240h + 5min, {}) == noon + 5min);
}

TEST_CASE("a clock gone ahead locks nobody out once the cloud has told the time") {
    Terminal till;
    const Timestamp wrong = noon + 24h * 365 * 4;
    till.counts(award, wrong);
    till.counts(redemption, wrong);
    till.offline_redemptions("r/1", 500, wrong);
    CHECK(till.limits_state.count(award, noon) == 1);
    till.store(till.limits_state.set_right(noon));
    till.reboot(noon);
    CHECK(till.limits_state.time(noon, {}) == noon);
    CHECK(till.limits_state.count(award, noon) == 1);
    CHECK(till.limits_state.count(award, noon + 24h) == 0);
    CHECK(till.limits_state.count(redemption, noon + 1h) == 0);
    CHECK(till.limits_state.standing("ann", noon + 24h).customer_today == Points());
}

TEST_CASE("where the cloud's time is known, limits go by it") {
    const Terminal till;
    CHECK(till.limits_state.time(noon - 900h, noon) == noon);
}

TEST_CASE(
    "promised points weigh on customer and terminal until the cloud has answered, on the day until it ends") {
    Terminal till;
    till.offline_redemptions("r/1", 500, noon);
    till.offline_redemptions("s/1", 300, noon);
    CHECK(till.limits_state.open_offline_redemptions().size() == 2);
    till.settles("r/1", noon);
    CHECK(till.limits_state.apply({{}, {}, {}, {}, {EntryId("r/1"), EntryId("unknown/1")}}, noon).empty());
    for (int reboots = 0; reboots < 2; ++reboots) {
        const auto standing = till.limits_state.standing("ann", noon);
        CHECK(standing.terminal_open == Points(300));
        CHECK(standing.customer_open == Points(300));
        CHECK(standing.customer_today == Points(800));
        CHECK(till.limits_state.standing("bob", noon).terminal_open == Points(300));
        CHECK(till.limits_state.standing("bob", noon).customer_today == Points());
        till.reboot(noon);
    }
    const auto tomorrow = till.limits_state.standing("ann", noon + 24h);
    CHECK(tomorrow.customer_today == Points());
    CHECK(tomorrow.terminal_open == Points(300));
}

TEST_CASE("a promise taken back before it was printed weighs on nobody") {
    Terminal till;
    till.offline_redemptions("r/1", 500, noon);
    till.does({{}, {}, {}, {EntryId("r/1")}}, noon);
    for (int reboots = 0; reboots < 2; ++reboots) {
        CHECK(till.limits_state.standing("ann", noon).customer_today == Points());
        CHECK(till.limits_state.standing("ann", noon).terminal_open == Points());
        till.reboot(noon);
    }
}

TEST_CASE("what could not be stored is not counted, and a promise whose taking back was not stored stands") {
    Terminal till;
    till.offline_redemptions("r/1", 500, noon);
    const Changes lost{{}, {award, award}, {{EntryId("s/1"), "ann", 0, Points(70), false}}, {EntryId("r/1")}};
    till.limits_state.apply(lost, noon);
    CHECK(till.limits_state.count(award, noon) == 2);
    till.limits_state.revert(lost);
    CHECK(till.limits_state.count(award, noon) == 0);
    CHECK(till.limits_state.standing("ann", noon).terminal_open == Points(500));
}

TEST_CASE("a new customer takes the place of the one unseen for longest") {
    Terminal till;
    till.learns("a", noon);
    till.learns("b", noon + 1s);
    till.learns("c", noon + 2s);
    till.learns("a", noon + 3s);
    till.learns("d", noon + 4s);
    till.reboot(noon + 5s);
    CHECK(till.limits_state.find("a"));
    CHECK_FALSE(till.limits_state.find("b"));
    CHECK(till.disk.snapshots.size() == 3);
}

TEST_CASE("customers are forgotten and counts dropped when their time is over") {
    Terminal till;
    till.learns("a", noon);
    till.counts(award, noon);
    till.counts(refusals_of("17", Reason::award_limit), noon);
    till.offline_redemptions("r/1", 500, noon);
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
    CHECK(till.limits_state.refusals("17").size() == 1);
}

TEST_CASE("refusals are told for their shift, by reason") {
    Terminal till;
    till.counts(refusals_of("17", Reason::award_limit), noon);
    till.counts(refusals_of("17", Reason::award_limit), noon + 24h);
    till.counts(refusals_of("18", Reason::cashier_limit), noon);
    const std::vector<std::pair<Reason, std::int64_t>> expected{{Reason::award_limit, 2}};
    CHECK(till.limits_state.refusals("17") == expected);
    CHECK(till.limits_state.refusals("19").empty());
}

TEST_CASE("points the cloud took lower the remembered balance of that customer, under every key") {
    Terminal till;
    const CustomerUid uid("u");
    till.does({{{"phone", uid, "", Points(900), {}, {}, noon}, {"card", uid, "", Points(900), {}, {}, noon}},
               {},
               {},
               {}},
              noon);
    till.learns("other", noon);
    const auto lowered = till.limits_state.spent(uid, "phone", Points(250));
    REQUIRE(lowered.size() == 2);
    CHECK(lowered[0].balance == Points(650));
    CHECK(lowered[1].balance == Points(650));
}

TEST_CASE("a snapshot's stored form holds all but its key and time") {
    const Snapshot snapshot{"", CustomerUid("u"), "Gold", Points(-5), Percent{150}, Percent{5'000}, {}};
    CHECK(snapshot_from(to_json(snapshot)).value() == snapshot);
    CHECK(snapshot_from(to_json(Snapshot{})).value() == Snapshot{});
    CHECK_FALSE(snapshot_from(Json::object()).has_value());
}

}  // namespace tillpoints::limits
