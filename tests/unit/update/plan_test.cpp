#include "adapters/update/plan.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::update;

namespace {

std::vector<Package> both(const std::string& version) {
    return {{"tillpoints", version, "amd64", true}, {"libtillpoints1:amd64", version, "amd64", true}};
}

}  // namespace

TEST_CASE("an update begins only from packages in order, to another version that apt knows") {
    CHECK(plan({both("1"), "2"}) == Plan::go);
    CHECK(plan({both("2"), "1"}) == Plan::go);
    CHECK(plan({both("2"), "2"}) == Plan::already);
    CHECK(plan({both("2"), ""}) == Plan::no_candidate);
    CHECK(plan({{}, "2"}) == Plan::not_from_packages);
    CHECK(plan({{{"libtillpoints1:amd64", "1", "amd64", true}}, "2"}) == Plan::not_from_packages);
    auto half = both("1");
    half[1].installed = false;
    CHECK(plan({half, "2"}) == Plan::in_disorder);
    auto mixed = both("2");
    mixed[1].version = "1";
    CHECK(plan({mixed, "2"}) == Plan::go);
}

TEST_CASE("an update without a way back begins only if that is wished, and never without the new version") {
    const Intent intent{both("1"), "2"};
    CHECK(plan_with(intent, true, true, false) == Plan::go);
    CHECK(plan_with(intent, true, false, false) == Plan::no_way_back);
    CHECK(plan_with(intent, true, false, true) == Plan::go);
    CHECK(plan_with(intent, false, true, true) == Plan::no_archive);
    CHECK(plan_with({both("2"), "2"}, false, false, false) == Plan::already);
}

TEST_CASE(
    "an update has gone back when every package is what it was, and forward when all have the version") {
    CHECK(same_as(both("1"), both("1")));
    CHECK_FALSE(same_as(both("2"), both("1")));
    CHECK_FALSE(same_as({}, both("1")));
    auto half = both("1");
    half[0].installed = false;
    CHECK_FALSE(same_as(half, both("1")));
    CHECK(all_have(both("1"), "1"));
    CHECK_FALSE(all_have(half, "1"));
    CHECK_FALSE(all_have({}, "1"));
}

TEST_CASE("a refusal because of the database's layout is told from other failures of dpkg") {
    CHECK(refused_by_layout(
        "tillpoints: /var/lib/tillpoints/tillpoints.db was written by a newer version (layout 99, "
        "this version knows up to 3).\n"));
    CHECK(words_of_packages(
              "Unpacking tillpoints (1) ...\ntillpoints: refused\ntillpoints: refused\ndpkg: error\n") ==
          std::vector<std::string>{"tillpoints: refused"});
    CHECK_FALSE(refused_by_layout("dpkg: error processing archive\n"));
}
