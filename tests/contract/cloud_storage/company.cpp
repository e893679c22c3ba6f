#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("what the company tells of itself and its branches is kept, and no two branches have one name") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        std::int64_t centre = 0;
        storage.transact([&](Transaction& db) {
            CHECK_FALSE(db.company.find());
            db.company.set({R"({"name":"First"})", {}});
            db.company.set({R"({"name":"Shop"})", "logo"});
            centre = db.staff.find_or_add_branch("Centre").id;
            db.staff.find_or_add_branch("North");
            db.company.set_branch(centre, "{}");
            db.company.set_branch(centre, R"({"phone":"1"})");
            CHECK_FALSE(db.company.rename_branch(centre, "North"));
            CHECK(db.company.rename_branch(centre, "Centre"));
            CHECK(db.company.rename_branch(centre, "Square"));
            CHECK_FALSE(db.company.rename_branch(centre + 100, "Nowhere"));
        });
        reopen()->read([&](Transaction& db) {
            CHECK(db.company.find() == CompanyRecord{R"({"name":"Shop"})", "logo"});
            CHECK(db.company.find_branch(centre) == BranchRecord{{centre, "Square"}, R"({"phone":"1"})"});
            const auto all = db.company.branches();
            REQUIRE(all.size() == 2);
            CHECK(all[1] == BranchRecord{{all[1].branch.id, "North"}, ""});
        });
    });
}
