#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("terminals of the fleet are kept whole and found by the digest of their token") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        FleetTerminal terminal{"till-2", "digest 2"};
        storage.transact([&](Transaction& db) {
            db.fleet.set_terminal("till-2", "digest of before");
            db.fleet.set_terminal("till-1", "digest 1");
            db.fleet.set_terminal("till-2", "digest 2");
            CHECK(db.fleet.lock_by_token("digest 2") == terminal);
            CHECK_FALSE(db.fleet.lock_by_token("digest of before"));
            CHECK(db.fleet.has_token("digest 2"));
            CHECK_FALSE(db.fleet.has_token("digest of before"));
            terminal.heard = noon();
            terminal.heartbeat = R"({"link":"online"})";
            terminal.offered = 7;
            terminal.offered_at = noon();
            terminal.before = "{}";
            db.fleet.update(terminal);
            db.fleet.set_first_of("till-2", 7);
            terminal.first_of = 7;
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.fleet.terminals() == std::vector{FleetTerminal{"till-1", "digest 1"}, terminal});
            CHECK(db.fleet.remove_terminal("till-1"));
            CHECK_FALSE(db.fleet.remove_terminal("till-1"));
        });
    });
}

TEST_CASE("releases are kept whole, the newest first, and there is one of each number") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        Rollout rollout;
        rollout.number = 7;
        rollout.created = rollout.since = rollout.checked = noon();
        rollout.document = R"({"kind":"release"})";
        rollout.share = 25;
        rollout.watch = 5;
        rollout.tolerated = 2;
        storage.transact([&](Transaction& db) {
            CHECK(db.fleet.add(rollout));
            CHECK_FALSE(db.fleet.add(rollout));
            auto newer = rollout;
            newer.number = 9;
            CHECK(db.fleet.add(newer));
            rollout.state = RolloutState::stopped;
            rollout.reason = "till-2: refused";
            rollout.since = rollout.checked = noon() + std::chrono::hours(1);
            db.fleet.update(rollout);
        });
        reopen()->transact([&](Transaction& db) {
            auto without_document = rollout;
            without_document.document.clear();
            const auto all = db.fleet.rollouts();
            REQUIRE(all.size() == 2);
            CHECK(all[0].number == 9);
            CHECK(all[1] == without_document);
            CHECK(db.fleet.lock(7) == without_document);
            CHECK_FALSE(db.fleet.lock(8));
            CHECK(db.fleet.document(7) == rollout.document);
            CHECK(db.fleet.document(8).empty());
        });
    });
}
