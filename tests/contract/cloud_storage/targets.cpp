#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("a target is kept for each employee and branch of a month, replaced by the next one, and removed") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        StaffTarget of_employee{"2026-10", false, 7, Money(123'456'789'012'34), Percent{4550}, 30, 12};
        StaffTarget of_branch{"2026-10", true, 7};
        of_branch.newcomers = 100;
        StaffTarget of_other{"2026-10", false, 3};
        of_other.ratings = 1;
        auto of_november = of_employee;
        of_november.month = "2026-11";
        storage.transact([&](Transaction& db) {
            for (const auto& target : {of_branch, of_employee, of_november, of_other}) db.targets.set(target);
        });
        of_employee.card_share.reset();
        of_employee.turnover = Money(1);
        reopen()->transact([&](Transaction& db) {
            db.targets.set(of_employee);
            CHECK(db.targets.of_month("2026-10") == std::vector{of_other, of_employee, of_branch});
            CHECK(db.targets.of_month("2026-11") == std::vector{of_november});
            CHECK(db.targets.of_month("2026-12").empty());
            db.targets.remove("2026-10", false, 7);
            db.targets.remove("2026-12", false, 7);
            CHECK(db.targets.of_month("2026-10") == std::vector{of_other, of_branch});
        });
    });
}
