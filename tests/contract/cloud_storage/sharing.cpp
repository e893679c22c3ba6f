#include <thread>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Spends one hundredth at a time as long as there is one, and makes each spending an operation.
void spend_all(Storage& storage, ParticipantId customer) {
    for (bool spent = true; spent;)
        storage.transact([&](Books& books) {
            spent = books.balance(customer_account(customer)) > Points();
            if (!spent) return;
            auto record = purchase(customer);
            record.points = Points(1);
            record.award = Points();
            record.id = books.add_operation(record);
            books.post({"redemption", record.id, customer_account(customer), redemptions_account, Points(1)},
                       noon());
        });
}

}  // namespace

TEST_CASE("several who spend from one account together spend what there is and no more") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        constexpr std::int64_t points = 60;
        ParticipantId anna;
        implementation.open()->transact([&](Books& books) {
            anna = books.add_customer(someone("a", nullptr));
            books.post({"reward", {}, rewards_account, customer_account(anna), Points(points)}, noon());
        });
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back(
                [&, storage = std::shared_ptr(implementation.open())] { spend_all(*storage, anna); });
        for (auto& thread : threads) thread.join();
        implementation.open()->look([&](Books& books) {
            CHECK(books.balance(customer_account(anna)) == Points());
            const auto audit = books.audit();
            CHECK(audit.faults.empty());
            CHECK(audit.operations == points);
        });
    }
}

TEST_CASE("who looks sees one moment, whatever others write meanwhile") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto reader = implementation.open();
        const auto writer = implementation.open();
        const auto join = [&] {
            writer->transact([](Books& books) { books.add_customer(someone(nullptr, nullptr)); });
        };
        const auto count = [](Books& books) { return books.customers({10, 0, {}}).size(); };
        join();
        reader->look([&](Books& books) {
            CHECK(count(books) == 1);
            join();
            CHECK(count(books) == 1);
        });
        reader->look([&](Books& books) { CHECK(count(books) == 2); });
    }
}
