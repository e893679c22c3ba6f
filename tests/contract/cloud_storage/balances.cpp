#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

Transfer transfer(const char* cause, const Account& from, const Account& to, std::int64_t points) {
    return {cause, {}, from, to, Points(points)};
}

/// A customer with 500 points, one purchase and a friend, and a certificate; sound.
ParticipantId a_history(Storage& storage) {
    ParticipantId anna;
    storage.transact([&](Transaction& db) {
        anna = db.customers.add(someone("a", nullptr));
        auto boris = someone("b", nullptr);
        boris.inviter = anna;
        db.customers.add(boris);
        db.ledger.post(transfer("welcome", welcome_account, customer_account(anna), 500), noon());
        const auto sale = db.operations.add(purchase(anna));
        db.ledger.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                       noon());
        db.ledger.post({"award", sale, awards_account, customer_account(anna), Points(9)}, noon());
        db.promotions.add_certificate({"C1", anna, Points(300), {}, noon(), noon() + std::chrono::days(1)});
        db.ledger.post(transfer("certificate", certificates_account, certificate_account("C1"), 300), noon());
    });
    return anna;
}

/// What an audit finds, whole and behind the mark, after a statement that no repository ran.
struct Found {
    std::vector<std::string> whole;
    std::vector<std::string> since;
};

Found found_after(const Implementation& implementation, const std::string& tampering) {
    const auto storage = implementation.open();
    const auto anna = a_history(*storage);
    AuditMark mark;
    storage->read([&](Transaction& db) {
        const auto audit = db.ledger.audit();
        CHECK(audit.violations.empty());
        mark = audit.upto;
    });
    storage->transact([&](Transaction& db) {
        db.ledger.post(transfer("reward", rewards_account, customer_account(anna), 1), noon());
        db.ledger.post(transfer("certificate_lapsed", certificate_account("C1"), certificates_account, 1),
                       noon());
        db.operations.add(purchase({2}));
        db.ledger.post(transfer("redemption", rewards_account, customer_account({2}), 0), noon());
    });
    const auto connection = implementation.connect();
    connection->begin(Access::write);
    connection->execute(tampering);
    connection->commit();
    Found found;
    storage->read([&](Transaction& db) {
        found.whole = db.ledger.audit().violations;
        found.since = db.ledger.audit_after(mark).violations;
    });
    return found;
}

bool has(const std::vector<std::string>& violations, const std::string& about) {
    return std::any_of(violations.begin(), violations.end(),
                       [&](const std::string& one) { return one.find(about) != std::string::npos; });
}

}  // namespace

TEST_CASE("the audit finds a customer's balance that was changed beside the postings, also behind a mark") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto found =
            found_after(implementation, "UPDATE customers SET balance = balance + 1 WHERE id = 1");
        CHECK(has(found.whole, "customer whose balance"));
        CHECK(has(found.since, "customer whose balance"));
    }
}

TEST_CASE("the audit finds a certificate's balance that was changed or lost, also behind a mark") {
    for (const auto* tampering : {"UPDATE balances SET points = points + 1", "DELETE FROM balances"})
        for (const auto& implementation : implementations()) {
            INFO(implementation.name << ": " << tampering);
            const auto found = found_after(implementation, tampering);
            CHECK(has(found.whole, "account whose balance"));
            CHECK(has(found.since, "account whose balance"));
        }
}

TEST_CASE("the audit finds a balance to which no posting belongs") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto found = found_after(implementation,
                                       "INSERT INTO balances (account, points, may_owe) VALUES"
                                       " ('certificate/C9', 5, 0)");
        CHECK(has(found.whole, "balance without postings"));
    }
}

TEST_CASE("the audit finds totals that are not those of the operations, and friends that were miscounted") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        auto found = found_after(implementation, "UPDATE customers SET cash_spent = 0 WHERE id = 2");
        CHECK(has(found.whole, "customer whose totals"));
        CHECK(has(found.since, "customer whose totals"));
    }
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto found =
            found_after(implementation, "UPDATE customers SET effective_invited = 0 WHERE id = 1");
        CHECK(has(found.whole, "inviter whose friends"));
    }
}

TEST_CASE("an account that must not be overdrawn is not, whether its row was read before or not") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = a_history(storage);
        const auto spend = [&](bool read_first, const Account& account, std::int64_t points) {
            storage.transact([&](Transaction& db) {
                if (read_first) db.ledger.balance(account);
                db.ledger.post(transfer("redemption", account, redemptions_account, points), noon());
            });
        };
        for (const bool read_first : {false, true}) {
            CHECK_THROWS_AS(spend(read_first, customer_account(anna), 410), StorageFailed);
            CHECK_THROWS_AS(spend(read_first, certificate_account("C1"), 301), StorageFailed);
            CHECK_THROWS_AS(spend(read_first, certificate_account("C2"), 1), StorageFailed);
        }
        spend(false, customer_account(anna), 409);
        spend(false, certificate_account("C1"), 300);
        storage.read([&](Transaction& db) {
            CHECK(db.ledger.balance(customer_account(anna)) == Points());
            CHECK(db.ledger.balance(certificate_account("C1")) == Points());
        });
    });
}

TEST_CASE(
    "an award that was spent and is withdrawn leaves a debt, which points pay and purchases do not raise") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto anna = a_history(storage);
        const auto post = [&](const Transfer& one) {
            storage.transact([&](Transaction& db) { db.ledger.post(one, noon()); });
        };
        const auto account = customer_account(anna);
        post(transfer("award_withdrawn", account, awards_account, 500));
        post(transfer("reward", rewards_account, account, 50));
        CHECK_THROWS_AS(post(transfer("redemption", account, redemptions_account, 1)), StorageFailed);
        post(transfer("reward", rewards_account, account, 50));
        post(transfer("redemption", account, redemptions_account, 9));
        CHECK_THROWS_AS(post(transfer("redemption", account, redemptions_account, 1)), StorageFailed);
        storage.read([&](Transaction& db) { CHECK(db.ledger.balance(account) == Points()); });
    });
}

TEST_CASE("points are spent and a spent award is withdrawn in one transaction, which leaves a debt") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto account = customer_account(a_history(storage));
        storage.transact([&](Transaction& db) {
            db.ledger.post(transfer("redemption", account, redemptions_account, 409), noon());
            db.ledger.post(transfer("award_withdrawn", account, awards_account, 9), noon());
        });
        storage.read([&](Transaction& db) {
            CHECK(db.ledger.balance(account) == Points(-9));
            CHECK(db.ledger.audit().violations.empty());
        });
    });
}

TEST_CASE("the last unrefunded purchase and the inviter's count follow refunds") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            auto boris = someone("b", nullptr);
            boris.inviter = anna;
            boris.id = db.customers.add(boris);
            const auto first = db.operations.add(purchase(boris.id));
            auto second = purchase(boris.id);
            second.created = noon() + std::chrono::hours(1);
            second.id = db.operations.add(second);
            CHECK(db.customers.totals(anna).effective_invited == 1);
            db.operations.set_state(second.id, loyalty::OperationState::canceled);
            CHECK(db.customers.totals(boris.id).last_purchase == noon());
            CHECK(db.customers.totals(anna).effective_invited == 1);
            db.operations.set_state(first, loyalty::OperationState::canceled);
            CHECK_FALSE(db.customers.totals(boris.id).last_purchase);
            CHECK(db.customers.totals(boris.id).full_refunds == 2);
            CHECK(db.customers.totals(anna).effective_invited == 0);
            db.operations.set_state(first, loyalty::OperationState::normal);
            CHECK(db.customers.totals(anna).effective_invited == 1);

            const auto clara = db.customers.add(someone("c", nullptr));
            boris.inviter = clara;
            db.customers.update(boris);
            CHECK(db.customers.totals(anna).invited == 0);
            CHECK(db.customers.totals(anna).effective_invited == 0);
            CHECK(db.customers.totals(clara).invited == 1);
            CHECK(db.customers.totals(clara).effective_invited == 1);
        });
    });
}
