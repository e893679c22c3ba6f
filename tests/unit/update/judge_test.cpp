#include "adapters/update/judge.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::update;

namespace {

Fault error(const std::string& area, const std::string& code) {
    return {area, code, true, {}, code};
}

Place till(const std::string& state = "pending") {
    Place place;
    place.name = "config.json";
    place.examined = place.library = place.has_entries = true;
    place.entries["r1/1"] = {state, "[\"r1\",100]"};
    return place;
}

std::vector<Objection> judged(const Place& before, const Place& after) {
    return objections({{before}, false}, {{after}, false});
}

Worse only(const std::vector<Objection>& all) {
    REQUIRE(all.size() == 1);
    return all[0].what;
}

}  // namespace

TEST_CASE("an installation that is seen as before is not worse") {
    CHECK(judged(till(), till()).empty());
}

TEST_CASE("an error of doctor under a code that was not there is worse, an old one and a warning are not") {
    auto after = till();
    after.faults = {error("currency", "currency_other")};
    CHECK(only(judged(till(), after)) == Worse::new_error);
    auto before = till();
    before.faults = {error("currency", "currency_other")};
    CHECK(judged(before, after).empty());
    before.faults[0].error = false;
    CHECK(only(judged(before, after)) == Worse::new_error);
    after.faults = {{"disk", "disk_low", false, {}, ""}};
    CHECK(judged(till(), after).empty());
    CHECK(new_warnings({{till()}, false}, {{after}, false}).size() == 1);
    CHECK(new_warnings({{after}, false}, {{after}, false}).empty());
}

TEST_CASE("a library that does not load any more is worse and is named alone") {
    auto after = till();
    after.library = after.has_entries = false;
    after.entries.clear();
    after.faults = {error("library", "library_unusable")};
    CHECK(only(judged(till(), after)) == Worse::library_lost);
    CHECK(judged(after, after).empty());
}

TEST_CASE("a doctor that gives no report any more is worse") {
    CHECK(only(judged(till(), Place{})) == Worse::not_examined);
    CHECK(only(objections({{till()}, false}, {})) == Worse::not_examined);
    CHECK(judged(Place{}, till()).empty());
}

TEST_CASE("an entry that is gone or altered is worse, even while a register runs") {
    for (const bool used : {false, true}) {
        auto after = till();
        after.in_use = used;
        after.entries.clear();
        CHECK(only(judged(till(), after)) == Worse::entry_gone);
        after = till();
        after.in_use = used;
        after.entries["r1/1"].unchanging = "[\"r1\",90]";
        CHECK(only(judged(till(), after)) == Worse::entry_changed);
    }
    auto unreadable = till();
    unreadable.has_entries = false;
    CHECK(only(judged(till(), unreadable)) == Worse::entries_unreadable);
}

TEST_CASE(
    "an entry may be sent meanwhile only by a process that uses the data, and more entries are no harm") {
    CHECK(only(judged(till("pending"), till("confirmed"))) == Worse::entry_changed);
    auto before = till("pending");
    before.in_use = true;
    CHECK(judged(before, till("confirmed")).empty());
    auto after = till("confirmed");
    after.in_use = true;
    after.entries["r2/1"] = {"pending", "[]"};
    CHECK(judged(till("pending"), after).empty());
}

TEST_CASE("a final entry stays as it is, and only a running register may have deleted it") {
    auto after = till("pending");
    after.in_use = true;
    CHECK(only(judged(till("confirmed"), after)) == Worse::entry_changed);
    after.entries.clear();
    CHECK(judged(till("confirmed"), after).empty());
    after.in_use = false;
    CHECK(only(judged(till("confirmed"), after)) == Worse::entry_gone);
}

TEST_CASE("a confirmed entry may be taken back meanwhile by a process that uses the data") {
    for (const std::string state : {"reversing", "reversal_sent", "withdrawn", "parked"}) {
        INFO(state);
        auto after = till(state);
        CHECK(only(judged(till("confirmed"), after)) == Worse::entry_changed);
        after.in_use = true;
        CHECK(judged(till("confirmed"), after).empty());
        CHECK(only(judged(till("cancelled"), after)) == Worse::entry_changed);
    }
}

TEST_CASE("a daemon that does not come back is worse, one that was off stays off") {
    CHECK(only(objections({{}, true}, {{}, false})) == Worse::daemon_down);
    CHECK(objections({{}, false}, {{}, false}).empty());
}

TEST_CASE("only the network and the daemon are waited for") {
    auto after = till();
    after.faults = {error("tcp", "tcp_refused")};
    CHECK(may_pass(judged(till(), after)));
    after.faults.push_back(error("register", "daemon_silent"));
    CHECK(may_pass(judged(till(), after)));
    after.faults.push_back(error("database", "database_corrupt"));
    CHECK_FALSE(may_pass(judged(till(), after)));
    CHECK_FALSE(may_pass(judged(till(), Place{})));
}
