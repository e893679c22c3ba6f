#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Records one sound purchase, then runs `spoil`, and returns what the audit finds.
std::vector<std::string> violations_after(
    const std::function<void(Transaction&, ParticipantId, OperationId)>& spoil) {
    std::vector<std::string> violations;
    for (const auto& implementation : implementations()) {
        const auto storage = implementation.open();
        storage->transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"welcome", {}, welcome_account, customer_account(anna), Points(200)}, noon());
            const auto sale = db.operations.add(purchase(anna));
            db.ledger.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                           noon());
            db.ledger.post({"award", sale, awards_account, customer_account(anna), Points(9)}, noon());
            spoil(db, anna, sale);
        });
        storage->read([&](Transaction& db) {
            for (auto& violation : db.ledger.audit().violations) violations.push_back(std::move(violation));
        });
    }
    return violations;
}

bool one_violation(const std::vector<std::string>& violations, const std::string& about) {
    return violations.size() == 2 && violations[0].find(about) != std::string::npos &&
           violations[1] == violations[0];
}

}  // namespace

TEST_CASE("a sound ledger has no violations") {
    CHECK(violations_after([](Transaction&, ParticipantId, OperationId) {}).empty());
}

TEST_CASE("the audit finds an award that its operation does not have") {
    CHECK(one_violation(
        violations_after([](Transaction& db, ParticipantId anna, OperationId sale) {
            db.ledger.post({"award", sale, awards_account, customer_account(anna), Points(1)}, noon());
        }),
        "operation whose customer postings"));
}

TEST_CASE("the audit finds an operation without its postings") {
    CHECK(one_violation(violations_after([](Transaction& db, ParticipantId anna, OperationId) {
                            db.operations.add(purchase(anna));
                        }),
                        "operation whose customer postings"));
}

TEST_CASE("the audit finds a posting of an unknown customer") {
    CHECK(one_violation(
        violations_after([](Transaction& db, ParticipantId, OperationId) {
            db.ledger.post({"reward", {}, rewards_account, customer_account({999}), Points(1)}, noon());
        }),
        "unknown customer"));
}

TEST_CASE("the audit finds a sale refunded for more than it was") {
    const auto violations = violations_after([](Transaction& db, ParticipantId, OperationId sale) {
        auto refund = *db.operations.find(sale);
        refund.state = loyalty::OperationState::reversal;
        refund.origin = sale;
        refund.total = Money(1001);
        refund.points = refund.award = Points();
        db.operations.add(refund);
    });
    CHECK(one_violation(violations, "refunded for more"));
}

TEST_CASE("the audit finds a reversal without a sale") {
    CHECK_FALSE(violations_after([](Transaction& db, ParticipantId, OperationId sale) {
                    db.operations.set_state(sale, loyalty::OperationState::reversal);
                }).empty());
}

TEST_CASE("an audit behind a mark checks what was written since, and finds its violations") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"welcome", {}, welcome_account, customer_account(anna), Points(200)}, noon());
            const auto sell = [&](Points award) {
                const auto sale = db.operations.add(purchase(anna));
                db.ledger.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                               noon());
                db.ledger.post({"award", sale, awards_account, customer_account(anna), award}, noon());
                return sale;
            };
            const auto first = sell(Points(9));
            const auto whole = db.ledger.audit();
            CHECK(whole.violations.empty());
            CHECK(whole.upto == AuditMark{3, first});
            CHECK(db.ledger.audit_after(whole.upto).entries == 0);
            sell(Points(8));
            const auto since = db.ledger.audit_after(whole.upto);
            CHECK(since.operations == 1);
            CHECK(since.entries == 2);
            CHECK(since.violations.size() == 1);
            CHECK(db.ledger.audit_after(since.upto).violations.empty());

            auto refund = *db.operations.find(first);
            refund.state = loyalty::OperationState::reversal;
            refund.origin = first;
            refund.total = Money(2000);
            refund.points = Points();
            refund.award = Points();
            db.operations.add(refund);
            CHECK(db.ledger.audit_after(since.upto).violations.size() == 1);
        });
    });
}
