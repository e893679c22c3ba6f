#include <thread>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Spends one hundredth at a time as long as there is one, each in an operation of its own.
void spend_all(Storage& storage, ParticipantId customer) {
    for (bool spent = true; spent;)
        storage.transact([&](Transaction& db) {
            db.customers.lock(customer);
            spent = db.ledger.balance(customer_account(customer)) > Points();
            if (!spent) return;
            auto record = purchase(customer);
            record.points = Points(1);
            record.award = Points();
            record.id = db.operations.add(record);
            db.ledger.post(
                {"redemption", record.id, customer_account(customer), redemptions_account, Points(1)},
                noon());
        });
}

}  // namespace

TEST_CASE("several processes that spend from one account spend what there is and no more") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        constexpr std::int64_t points = 60;
        ParticipantId anna;
        implementation.open()->transact([&](Transaction& db) {
            anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"reward", {}, rewards_account, customer_account(anna), Points(points)}, noon());
        });
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back(
                [&, storage = std::shared_ptr(implementation.open())] { spend_all(*storage, anna); });
        for (auto& thread : threads) thread.join();
        implementation.open()->read([&](Transaction& db) {
            CHECK(db.ledger.balance(customer_account(anna)) == Points());
            const auto audit = db.ledger.audit();
            CHECK(audit.violations.empty());
            CHECK(audit.operations == points);
        });
    }
}

TEST_CASE("a transaction that reads sees one moment, whatever others write meanwhile") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto reader = implementation.open();
        const auto writer = implementation.open();
        const auto join = [&] {
            writer->transact([](Transaction& db) { db.customers.add(someone(nullptr, nullptr)); });
        };
        const auto count = [](Transaction& db) { return db.customers.page({10, 0, {}}).size(); };
        join();
        reader->read([&](Transaction& db) {
            CHECK(count(db) == 1);
            join();
            CHECK(count(db) == 1);
        });
        reader->read([&](Transaction& db) { CHECK(count(db) == 2); });
    }
}
