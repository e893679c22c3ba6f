#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

TEST_CASE("a rating replaces the one before, and the newest come first") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto first = db.operations.add(purchase(anna));
            const auto second = db.operations.add(purchase(anna));
            const RatingRecord good{first, noon() + hours(1), 5, "Good"};
            const RatingRecord bad{second, noon(), 1, {}};
            db.ratings.rate({first, noon(), 2, {}});
            db.ratings.rate(bad);
            db.ratings.rate(good);
            CHECK(db.ratings.newest(10) == std::vector{good, bad});
            CHECK(db.ratings.newest(1).size() == 1);
        });
    });
}

TEST_CASE(
    "a rating keeps the last answer when it is changed, and is listed as unanswered only until the first") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        RatingRecord good, bad;
        RatingAnswer words{"Sorry; <b>we</b> will \"mend\" it", noon() + hours(2), 0};
        loyalty::Named centre;
        storage.transact([&](Transaction& db) {
            PersonRecord person;
            person.login = "anna";
            words.by = db.people.add(person).value();
            const auto customer = db.customers.add(someone("a", nullptr));
            centre = db.staff.find_or_add_branch("Centre");
            auto sale = purchase(customer);
            sale.branch = centre;
            bad = {db.operations.add(sale), noon(), 1, "slow"};
            good = {db.operations.add(purchase(customer)), noon(), 5, {}};
            for (const auto& each : {bad, good}) db.ratings.rate(each);
            db.ratings.answer(bad.operation, {"Sorry", noon(), words.by});
            db.ratings.answer(bad.operation, words);
        });
        reopen()->transact([&](Transaction& db) {
            bad.answer = words;
            CHECK(db.ratings.lock(bad.operation) == bad);
            CHECK(db.ratings.lowest({}, 10, 0) == std::vector{bad, good});
            CHECK(db.ratings.lowest({{}, true}, 10, 0) == std::vector{good});
            CHECK(db.ratings.lowest({centre.id}, 10, 0) == std::vector{bad});
            CHECK(db.ratings.lowest({centre.id, true}, 10, 0).empty());
            bad.stars = 4;
            db.ratings.rate(bad);
            CHECK(db.ratings.find(bad.operation) == bad);
            db.ratings.erase_words(db.operations.find(bad.operation)->customer);
            bad.comment.reset();
            bad.answer->text.reset();
            CHECK(db.ratings.find(bad.operation) == bad);
            CHECK(db.ratings.lowest({{}, true}, 10, 0) == std::vector{good});
        });
    });
}
