#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

TEST_CASE(
    "notes on a customer are kept with their author and moment, the newest first, and removed one by one or "
    "all") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        CustomerNote first, second, other;
        storage.transact([&](Transaction& db) {
            PersonRecord person;
            person.login = "anna";
            const auto author = db.people.add(person).value();
            const auto customer = db.customers.add(someone("a", nullptr));
            first = {0, customer, author, noon(), "Allergic to <nuts>;\n\"quotes\""};
            second = {0, customer, author, noon() - hours(1), "Второе"};
            other = {0, db.customers.add(someone("b", nullptr)), author, noon(), "Other"};
            for (auto* note : {&first, &second, &other}) note->id = db.notes.add(*note);
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.notes.of_customer(first.customer) == std::vector{second, first});
            CHECK(db.notes.find(first.id) == first);
            db.notes.remove(first.id);
            CHECK_FALSE(db.notes.find(first.id));
            CHECK(db.notes.of_customer(first.customer) == std::vector{second});
            db.notes.remove_of_customer(first.customer);
            CHECK(db.notes.of_customer(first.customer).empty());
            CHECK(db.notes.of_customer(other.customer) == std::vector{other});
        });
    });
}
