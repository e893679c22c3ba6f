#include <algorithm>
#include <array>
#include <barrier>
#include <thread>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

ConfirmationRecord confirmation(ParticipantId customer, const std::string& id) {
    ConfirmationRecord record;
    record.id = id;
    record.customer = customer;
    record.points = Points(40'000);
    record.by = loyalty::ConfirmBy::code;
    record.hash = "hash";
    record.tries = 1;
    record.created = noon();
    record.expires = noon() + 3min;
    return record;
}

}  // namespace

TEST_CASE("a confirmation is stored with all that it holds, is given, and is used by one purchase") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        ParticipantId anna;
        auto record = confirmation({}, "c1");
        storage.transact([&](Transaction& db) {
            anna = db.customers.add(someone("a", nullptr));
            record.customer = anna;
            db.confirmations.add(record);
            db.confirmations.count_try("c1");
            db.confirmations.give("c1", noon() + 10min);
        });
        record.tries = 2;
        record.given = true;
        record.expires = noon() + 10min;
        reopen()->transact([&](Transaction& db) {
            CHECK(db.confirmations.find("c1") == record);
            CHECK_FALSE(db.confirmations.find("c2"));
            const auto sale = db.operations.add(purchase(anna));
            const auto other = db.operations.add(purchase(anna));
            CHECK(db.confirmations.use("c1", sale));
            CHECK_FALSE(db.confirmations.use("c1", other));
            CHECK_FALSE(db.confirmations.use("c2", other));
            CHECK(db.confirmations.find("c1")->used_by == sale);
        });
    });
}

TEST_CASE("of purchases that are made at once with one confirmation, one uses it and the others see that") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto storage = implementation.open();
        ParticipantId anna;
        storage->transact([&](Transaction& db) {
            anna = db.customers.add(someone("a", nullptr));
            db.confirmations.add(confirmation(anna, "c1"));
        });
        constexpr int tills = 4;
        std::barrier at_once(tills);
        std::array<bool, tills> used{};
        std::vector<std::thread> threads;
        for (std::size_t till = 0; till < tills; ++till)
            threads.emplace_back([&, till] {
                at_once.arrive_and_wait();
                storage->transact([&](Transaction& db) {
                    db.customers.lock(anna);
                    used[till] = !db.confirmations.find("c1")->used_by;
                    if (used[till]) db.confirmations.use("c1", db.operations.add(purchase(anna)));
                });
            });
        for (auto& thread : threads) thread.join();
        CHECK(std::count(used.begin(), used.end(), true) == 1);
        storage->read([&](Transaction& db) {
            CHECK(db.operations.page({Order::newest, 10, 0, {}}).size() == 1);
        });
    }
}

TEST_CASE(
    "confirmations that expired are removed, those of one who leaves too, and a PIN is one for a customer") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            for (int i = 0; i < 4; ++i) {
                auto record = confirmation(anna, "a" + std::to_string(i));
                record.expires = noon() + std::chrono::minutes(i);
                db.confirmations.add(record);
            }
            db.confirmations.add(confirmation(boris, "b"));
            CHECK(db.confirmations.forget(noon() - 1ms, 10) == 0);
            CHECK(db.confirmations.forget(noon() + 2min, 2) == 2);
            CHECK(db.confirmations.forget(noon() + 2min, 2) == 1);
            CHECK(db.confirmations.find("a3"));
            CHECK(db.confirmations.find("b"));

            CHECK_FALSE(db.confirmations.pin_of(anna));
            db.confirmations.set_pin({anna, "hash 1", noon()});
            db.confirmations.set_pin({anna, "hash 2", noon() + 1h});
            db.confirmations.set_pin({boris, "hash 3", noon()});
            CHECK(db.confirmations.pin_of(anna) == PinRecord{anna, "hash 2", noon() + 1h});
            db.confirmations.remove_of_customer(anna);
            CHECK_FALSE(db.confirmations.pin_of(anna));
            CHECK_FALSE(db.confirmations.find("a3"));
            CHECK(db.confirmations.pin_of(boris));
            CHECK(db.confirmations.find("b"));
            db.confirmations.remove_pin(boris);
            CHECK_FALSE(db.confirmations.pin_of(boris));
        });
    });
}
