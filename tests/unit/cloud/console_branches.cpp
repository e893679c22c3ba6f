#include "branch_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// The report of one branch, and of the tiers.
namespace {

std::string amount_at(const Json& report, const char* group, const char* line) {
    const auto* value = report.find(group)->find(line);
    return value->is_null() ? "null" : value->number()->digits;
}

}  // namespace

TEST_CASE("the report of a branch has what was sold there, and no figure of the whole company") {
    BranchDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto whole = desk.ok(desk.get(owner, "/report"));
    REQUIRE(whole.find("branches")->items()->size() == 2);
    CHECK(whole.find("branch")->is_null());
    std::int64_t purchases = 0;
    for (const auto& branch : *whole.find("branches")->items()) {
        const auto id = branch.find("id")->number()->digits;
        const auto answer = desk.ok(desk.get(owner, "/report?month=2026-01&branch=" + id));
        const auto& report = *answer.find("report");
        purchases += std::stoll(amount_at(report, "purchases", "with_card"));
        const bool centre = *branch.find("name")->string() == "Centre";
        CHECK(amount_at(report, "purchases", "turnover") == (centre ? "1000.5" : "5000"));
        CHECK(amount_at(report, "customers", "buyers") == "1");
        CHECK(amount_at(report, "customers", "contacts") == "null");
        CHECK(amount_at(report, "points", "outstanding") == "null");
        CHECK(amount_at(report, "points", "issued") == (centre ? "10.01" : "50"));
        CHECK(report.find("total_benefit")->is_null());
        CHECK(amount_at(*answer.find("before"), "purchases", "with_card") == "0");
        CHECK(answer.find("tiers")->is_null());
        const auto behind = desk.ok(desk.get(owner, "/report/operations?line=with_card&branch=" + id));
        CHECK(behind.find("total")->number()->digits == (centre ? "1" : "2"));
    }
    CHECK(purchases == 3);
    CHECK(desk.get(owner, "/report?branch=99").status == 404);
    CHECK(desk.get(owner, "/report?branch=x").status == 400);
}

TEST_CASE("members are counted by the tier that is open to them now") {
    BranchDesk desk;
    desk.sell(desk.anna, "till of Centre", 100'000'00);
    const auto answer = desk.ok(desk.get(desk.somebody("owner", Role::owner), "/report"));
    const auto& tiers = *answer.find("tiers")->items();
    REQUIRE(tiers.size() == desk.programme.tiers.size());
    CHECK(*tiers[0].find("name")->string() == "Silver");
    CHECK(tiers[0].find("members")->number()->digits == "1");
    CHECK(tiers[1].find("members")->number()->digits == "1");
    CHECK(tiers[3].find("members")->number()->digits == "0");
}
