#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// One purchase in order, then `spoil`, then what the audit finds.
std::vector<std::string> faults_after(const std::function<void(Books&, ParticipantId, OperationId)>& spoil) {
    std::vector<std::string> faults;
    for (const auto& implementation : implementations()) {
        const auto storage = implementation.open();
        storage->transact([&](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto sale = books.add_operation(purchase(anna));
            books.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                       noon());
            books.post({"award", sale, awards_account, customer_account(anna), Points(9)}, noon());
            spoil(books, anna, sale);
        });
        storage->look([&](Books& books) {
            for (auto& fault : books.audit().faults) faults.push_back(std::move(fault));
        });
    }
    return faults;
}

bool one_fault(const std::vector<std::string>& faults, const std::string& about) {
    return faults.size() == 2 && faults[0].find(about) != std::string::npos && faults[1] == faults[0];
}

}  // namespace

TEST_CASE("books in order have no faults") {
    CHECK(faults_after([](Books&, ParticipantId, OperationId) {}).empty());
}

TEST_CASE("an award nobody wrote into an operation is found") {
    CHECK(
        one_fault(faults_after([](Books& books, ParticipantId anna, OperationId sale) {
                      books.post({"award", sale, awards_account, customer_account(anna), Points(1)}, noon());
                  }),
                  "operation whose customer postings"));
}

TEST_CASE("an operation without its postings is found") {
    CHECK(one_fault(faults_after([](Books& books, ParticipantId anna, OperationId) {
                        books.add_operation(purchase(anna));
                    }),
                    "operation whose customer postings"));
}

TEST_CASE("a posting of someone who is no customer is found") {
    CHECK(
        one_fault(faults_after([](Books& books, ParticipantId, OperationId) {
                      books.post({"reward", {}, rewards_account, customer_account({999}), Points(1)}, noon());
                  }),
                  "unknown customer"));
}

TEST_CASE("a sale refunded for more than it was is found") {
    const auto faults = faults_after([](Books& books, ParticipantId, OperationId sale) {
        auto refund = *books.operation(sale);
        refund.state = loyalty::OperationState::reversal;
        refund.origin = sale;
        refund.total = Money(1001);
        refund.points = refund.award = Points();
        books.add_operation(refund);
    });
    CHECK(one_fault(faults, "refunded for more"));
}

TEST_CASE("a reversal without a sale is found") {
    CHECK_FALSE(faults_after([](Books& books, ParticipantId, OperationId sale) {
                    books.set_state(sale, loyalty::OperationState::reversal);
                }).empty());
}

TEST_CASE("an audit behind a mark looks at what came since, and finds what is wrong with it") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto sell = [&](Points award) {
                const auto sale = books.add_operation(purchase(anna));
                books.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                           noon());
                books.post({"award", sale, awards_account, customer_account(anna), award}, noon());
                return sale;
            };
            const auto first = sell(Points(9));
            const auto whole = books.audit();
            CHECK(whole.faults.empty());
            CHECK(whole.upto == AuditMark{2, first});
            CHECK(books.audit_after(whole.upto).entries == 0);
            sell(Points(8));
            const auto since = books.audit_after(whole.upto);
            CHECK(since.operations == 1);
            CHECK(since.entries == 2);
            CHECK(since.faults.size() == 1);
            CHECK(books.audit_after(since.upto).faults.empty());

            auto refund = *books.operation(first);
            refund.state = loyalty::OperationState::reversal;
            refund.origin = first;
            refund.total = Money(2000);
            refund.points = Points();
            refund.award = Points();
            books.add_operation(refund);
            CHECK(books.audit_after(since.upto).faults.size() == 1);
        });
    });
}
