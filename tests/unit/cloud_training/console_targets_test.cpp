#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Targets of employees and branches in the console.
namespace {

/// A shop with two branches, and one till in each.
struct TwoBranches : ConsoleDesk {
    TwoBranches() {
        service.transact([&](RequestContext& context) {
            auto& staff = context.db.staff;
            centre = std::to_string(staff.find_or_add_branch("Centre").id);
            north = std::to_string(staff.find_or_add_branch("North").id);
            const auto first = staff.find_or_add_cashier({"till-1", "Clerk"}).id;
            const auto second = staff.find_or_add_cashier({"till-2", "Other"}).id;
            staff.set_branch(first, std::stoll(centre));
            staff.set_branch(second, std::stoll(north));
            clerk = std::to_string(first);
            other = std::to_string(second);
        });
    }

    HttpAnswer set(const Browser& who, const std::string& rest) {
        return post(who, "/staff/target", R"({"month":"2026-10",)" + rest + "}");
    }
    std::string targets(const Browser& who, const std::string& month = "2026-10") {
        return dump(*ok(get(who, "/staff?month=" + month)).find("targets"));
    }

    std::string centre, north, clerk, other;
};

}  // namespace

TEST_CASE(
    "an owner sets targets of employees and branches, which stand beside the month's figures, and are "
    "changed and removed") {
    TwoBranches shop;
    const auto owner = shop.somebody("owner", Role::owner);
    shop.ok(shop.set(owner, R"("cashier":)" + shop.clerk +
                                R"(,"turnover":1500.5,"card_share":40,"newcomers":3,"ratings":2)"));
    shop.ok(shop.set(owner, R"("branch":)" + shop.north + R"(,"newcomers":9)"));
    CHECK(shop.targets(owner) == R"([{"cashier":)" + shop.clerk +
                                     R"(,"turnover":1500.5,"card_share":40,"newcomers":3,"ratings":2},)" +
                                     R"({"branch":)" + shop.north +
                                     R"(,"turnover":null,"card_share":null,"newcomers":9,"ratings":null}])");
    CHECK(shop.targets(owner, "2026-11") == "[]");
    shop.ok(shop.set(owner, R"("cashier":)" + shop.clerk + R"(,"ratings":5)"));
    shop.ok(shop.set(owner, R"("branch":)" + shop.north));
    CHECK(shop.targets(owner) == R"([{"cashier":)" + shop.clerk +
                                     R"(,"turnover":null,"card_share":null,"newcomers":null,"ratings":5}])");
    CHECK(shop.ok(shop.get(owner, "/staff")).find("targets")->items()->empty());
    CHECK(shop.actions().front() == "target_removed");
    CHECK(shop.actions()[1] == "target_set");
}

TEST_CASE(
    "a manager sets and sees targets of the own branch only, an employee sees the own one, and nobody else "
    "sets any") {
    TwoBranches shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto manager = shop.somebody("manager", Role::manager);
    const auto employee = shop.somebody("employee", Role::employee);
    for (const auto& whose : {R"("cashier":)" + shop.other, R"("branch":)" + shop.north,
                              std::string(R"("cashier":999)"), std::string(R"("branch":999)")})
        CHECK(shop.set(manager, whose + R"(,"ratings":1)").status == 404);
    CHECK(shop.targets(owner) == "[]");
    for (const auto& whose : {R"("cashier":)" + shop.other, R"("branch":)" + shop.north})
        shop.ok(shop.set(owner, whose + R"(,"ratings":77)"));
    shop.ok(shop.set(manager, R"("cashier":)" + shop.clerk + R"(,"ratings":1)"));
    shop.ok(shop.set(manager, R"("branch":)" + shop.centre + R"(,"ratings":2)"));
    CHECK(shop.targets(manager).find("77") == std::string::npos);
    CHECK(shop.ok(shop.get(manager, "/staff?month=2026-10")).find("targets")->items()->size() == 2);
    const auto own = shop.ok(shop.get(employee, "/staff?month=2026-10"));
    REQUIRE(own.find("targets")->items()->size() == 1);
    CHECK(own.find("targets")->items()->at(0).find("cashier")->number()->digits == shop.clerk);
    for (const auto& who :
         {employee, shop.somebody("marketer", Role::marketer), shop.somebody("buh", Role::accountant)})
        CHECK(ConsoleDesk::code_in(shop.set(who, R"("cashier":)" + shop.clerk + R"(,"ratings":1)")) ==
              "wrong_role");
}

TEST_CASE("a target that is none is refused with what is wrong") {
    TwoBranches shop;
    const auto owner = shop.somebody("owner", Role::owner);
    const auto clerk = R"("cashier":)" + shop.clerk;
    for (const auto* figure :
         {R"("turnover":0)", R"("turnover":-1)", R"("turnover":1e15)", R"("turnover":"x")",
          R"("card_share":101)", R"("card_share":0)", R"("newcomers":0)", R"("newcomers":1.5)",
          R"("newcomers":1000001)", R"("ratings":-1)", R"("ratings":true)"}) {
        INFO(figure);
        CHECK(shop.set(owner, clerk + "," + figure).status == 400);
    }
    CHECK(shop.set(owner, R"("ratings":1)").status == 400);
    CHECK(shop.set(owner, clerk + R"(,"branch":)" + shop.north + R"(,"ratings":1)").status == 400);
    for (const auto* month :
         {"", R"("month":"2026-13",)", R"("month":"2026",)", R"("month":7,)", R"("month":"<b>",)"})
        CHECK(
            shop.post(owner, "/staff/target", "{" + std::string(month) + clerk + R"(,"ratings":1})").status ==
            400);
    CHECK(shop.targets(owner) == "[]");
}
