#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("views of the card add up for their day and page, and a report has those of its days") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto today = std::chrono::floor<std::chrono::days>(noon());
        const auto tomorrow = today + std::chrono::days(1);
        storage.transact([&](Transaction& db) {
            db.views.add({today, "card", 2});
            db.views.add({today, "history", 1});
            db.views.add({tomorrow, "card", 7});
            db.views.add({today, "card", 3});
        });
        reopen()->transact([&](Transaction& db) {
            const std::vector<ViewRow> of_today{{today, "card", 5}, {today, "history", 1}};
            CHECK(db.views.of({today, tomorrow}) == of_today);
            CHECK(db.report.rows({today, tomorrow}).views == of_today);
            CHECK(db.report.rows({today, tomorrow}, 1).views.empty());
            CHECK(db.views.of({today, tomorrow + std::chrono::days(1)}).size() == 3);
        });
    });
}
