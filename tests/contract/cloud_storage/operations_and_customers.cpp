#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using loyalty::OperationState;

TEST_CASE("what was committed survives a restart") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        ParticipantId id;
        storage.transact([&](Transaction& db) {
            id = db.customers.add(someone("u-1", "+77010000001"));
            db.identifiers.add_code({"123456", id, noon() + std::chrono::minutes(45)}, noon());
            db.promotions.add_voucher({"900", Points(7), noon(), {}});
            db.operations.add(purchase(id, "n-1", "r/1"));
            db.ledger.post({"welcome", {}, welcome_account, customer_account(id), Points(500)}, noon());
        });
        reopen()->read([&](Transaction& db) {
            auto expected = someone("u-1", "+77010000001");
            expected.id = id;
            CHECK(db.customers.find(id) == expected);
            CHECK(db.customers.find_by_uid(CustomerUid("u-1")) == expected);
            CHECK(db.customers.find_by_phone(*Phone::parse("+77010000001")) == expected);
            CHECK(db.identifiers.find_code("123456") ==
                  CodeRecord{"123456", id, noon() + std::chrono::minutes(45)});
            CHECK(db.promotions.find_voucher("900") == VoucherRecord{"900", Points(7), noon(), {}});
            CHECK(db.operations.find_by_nonce(Nonce("n-1"))->number == "r/1");
            CHECK(db.ledger.balance(customer_account(id)) == Points(500));
        });
    });
}

TEST_CASE("work that throws leaves nothing behind, and the next work goes on") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto fail = [](Transaction& db) {
            db.customers.add(someone("u-1", nullptr));
            throw std::runtime_error("power cut");
        };
        CHECK_THROWS_WITH(storage.transact(fail), "power cut");
        storage.transact([](Transaction& db) {
            CHECK_FALSE(db.customers.find_by_uid(CustomerUid("u-1")));
            db.customers.add(someone("u-1", nullptr));
        });
        storage.read([](Transaction& db) { CHECK(db.customers.find_by_uid(CustomerUid("u-1"))); });
    });
}

TEST_CASE("a transaction that only reads cannot write") {
    for_each_storage([](Storage& storage, const auto&) {
        CHECK_THROWS_AS(storage.read([](Transaction& db) { db.customers.add(someone("u", nullptr)); }),
                        StorageFailed);
        storage.transact([](Transaction& db) { db.customers.add(someone("u", nullptr)); });
    });
}

TEST_CASE("a uid and a phone belong to one customer") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) { db.customers.add(someone("u", "+77010000001")); });
        const auto add = [&](const char* uid, const char* phone) {
            storage.transact([&](Transaction& db) { db.customers.add(someone(uid, phone)); });
        };
        CHECK_THROWS_AS(add("u", nullptr), StorageFailed);
        CHECK_THROWS_AS(add(nullptr, "+77010000001"), StorageFailed);
        add(nullptr, nullptr);
        add(nullptr, nullptr);
    });
}

TEST_CASE("a phantom becomes a customer under the same id") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            auto record = someone(nullptr, "+77010000001");
            record.id = db.customers.add(record);
            record.uid = CustomerUid("u");
            record.name = "Anna";
            db.customers.update(record);
            CHECK(db.customers.find(record.id) == record);
        });
    });
}

TEST_CASE("customers are listed in order of id, from an offset or behind one of them") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            std::vector<ParticipantId> ids;
            for (int i = 0; i < 5; ++i) ids.push_back(db.customers.add(someone(nullptr, nullptr)));
            const auto listed = [&](const CustomerRange& range) {
                std::vector<ParticipantId> out;
                for (const auto& record : db.customers.page(range)) out.push_back(record.id);
                return out;
            };
            CHECK(listed({3, 0, {}}) == std::vector{ids[0], ids[1], ids[2]});
            CHECK(listed({3, 0, ids[2]}) == std::vector{ids[3], ids[4]});
            CHECK(listed({1, 1, ids[2]}) == std::vector{ids[4]});
            CHECK(listed({10, 5, {}}).empty());
        });
    });
}

TEST_CASE("deferrals are found when they are due, the earliest first, until they are removed") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        ParticipantId anna;
        DeferralRecord early;
        DeferralRecord late;
        storage.transact([&](Transaction& db) {
            anna = db.customers.add(someone("a", nullptr));
            late = {db.operations.add(purchase(anna)), anna, noon() + std::chrono::hours(2)};
            early = {db.operations.add(purchase(anna)), anna, noon() + std::chrono::hours(1)};
            db.deferred_awards.add(late);
            db.deferred_awards.add(early);
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.deferred_awards.due(anna, early.due - std::chrono::milliseconds(1)).empty());
            CHECK(db.deferred_awards.due(anna, early.due) == std::vector{early});
            CHECK(db.deferred_awards.due(anna, late.due) == std::vector{early, late});
            CHECK(db.deferred_awards.due({999}, late.due).empty());
            db.deferred_awards.remove(early.purchase);
            CHECK(db.deferred_awards.due(anna, late.due) == std::vector{late});
            CHECK(db.deferred_awards.is_deferred(late.purchase));
            CHECK_FALSE(db.deferred_awards.is_deferred(early.purchase));
        });
    });
}

TEST_CASE("the audit finds a deferred award without a deferral that would grant it") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"welcome", {}, welcome_account, customer_account(anna), Points(500)}, noon());
            const auto sale = db.operations.add(purchase(anna));
            db.ledger.post({"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                           noon());
            db.ledger.post({"award", sale, awards_account, deferred_account(sale), Points(9)}, noon());
            CHECK(db.ledger.audit().violations.size() == 1);
            db.deferred_awards.add({sale, anna, noon()});
            CHECK(db.ledger.audit().violations.empty());
            db.deferred_awards.remove(sale);
            CHECK(db.ledger.audit().violations.size() == 1);
        });
    });
}

TEST_CASE("tags are identified by name, and a customer's set is replaced as a whole") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        ParticipantId anna;
        loyalty::Tag family;
        loyalty::Tag wholesale;
        storage.transact([&](Transaction& db) {
            anna = db.customers.add(someone("a", nullptr));
            family = db.tags.find_or_add("family");
            wholesale = db.tags.find_or_add("wholesale");
            CHECK(db.tags.find_or_add("family") == family);
            db.tags.set_of_customer(anna, {wholesale.id, family.id, wholesale.id});
            CHECK(db.tags.of_customer(anna) == std::vector{family, wholesale});
            db.tags.set_of_customer(anna, {wholesale.id});
            db.tags.add_to_customer(anna, {family.id, wholesale.id, family.id});
            CHECK(db.tags.of_customer(anna) == std::vector{family, wholesale});
            db.tags.add_to_customer(anna, {});
            CHECK(db.tags.of_customer(anna) == std::vector{family, wholesale});
            db.tags.set_of_customer(anna, {wholesale.id});
        });
        reopen()->read([&](Transaction& db) {
            CHECK(db.tags.all() == std::vector{family, wholesale});
            CHECK(db.tags.of_customer(anna) == std::vector{wholesale});
            CHECK(db.tags.of_customer({999}).empty());
        });
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) { db.tags.set_of_customer(anna, {999}); }),
                        StorageFailed);
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) {
            db.tags.add_to_customer(anna, {family.id, 999});
        }),
                        StorageFailed);
        storage.read([&](Transaction& db) { CHECK(db.tags.of_customer(anna) == std::vector{wholesale}); });
    });
}

TEST_CASE("a code cannot be issued again while it is valid, and can once it is used or expired") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            const auto later = noon() + std::chrono::minutes(45);
            CHECK(db.identifiers.add_code({"111111", anna, later}, noon()));
            CHECK_FALSE(db.identifiers.add_code({"111111", boris, later}, noon()));
            CHECK(db.identifiers.find_code("111111")->customer == anna);
            db.identifiers.use_code("111111");
            CHECK(db.identifiers.find_code("111111")->used);
            CHECK(db.identifiers.add_code({"111111", boris, later}, noon()));
            CHECK_FALSE(db.identifiers.find_code("111111")->used);
            CHECK(db.identifiers.add_code({"111111", anna, later + std::chrono::hours(1)}, later));
            CHECK_FALSE(db.identifiers.find_code("222222"));
        });
    });
}

TEST_CASE("a voucher is added once and keeps who collected it") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            CHECK(db.promotions.add_voucher({"9", Points(5), noon(), {}}));
            CHECK_FALSE(db.promotions.add_voucher({"9", Points(6), noon(), {}}));
            db.promotions.collect_voucher("9", anna);
            CHECK(db.promotions.find_voucher("9") == VoucherRecord{"9", Points(5), noon(), anna});
        });
    });
}

TEST_CASE("a certificate is added once, found by code and by customer, and changes its state") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            CertificateRecord record{"C1",         anna,   Points(500),
                                     Percent{500}, noon(), noon() + std::chrono::days(22)};
            CHECK(db.promotions.add_certificate(record));
            CHECK_FALSE(db.promotions.add_certificate(record));
            CHECK(db.promotions.find_certificate("C1") == record);
            CHECK_FALSE(db.promotions.find_certificate("C2"));
            db.promotions.set_certificate_state("C1", CertificateState::used);
            record.state = CertificateState::used;
            CHECK(db.promotions.certificates_of(anna) == std::vector<CertificateRecord>{record});
        });
    });
}

TEST_CASE("a nonce and a number find the first operation that had them") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        OperationId first;
        storage.transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            first = db.operations.add(purchase(anna, "n", "r"));
            for (int i = 0; i < 1000; ++i) db.operations.add(purchase(anna, nullptr, nullptr));
            db.operations.add(purchase(anna, "n", "r"));
        });
        reopen()->read([&](Transaction& db) {
            CHECK(db.operations.find_by_nonce(Nonce("n"))->id == first);
            CHECK(db.operations.find_by_number("r")->id == first);
            CHECK_FALSE(db.operations.find_by_nonce(Nonce("m")));
            CHECK_FALSE(db.operations.find_by_number(""));
        });
    });
}

TEST_CASE("pages hold rows in order, from behind a given one, after an offset") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            for (int i = 0; i < 10; ++i) db.operations.add(purchase(anna));
            const auto ids = [&](const PageRequest& page) {
                std::vector<std::int64_t> out;
                for (const auto& row : db.operations.page(page)) out.push_back(row.id.value);
                return out;
            };
            CHECK(ids({Order::newest, 3, 0, {}}) == std::vector<std::int64_t>{10, 9, 8});
            CHECK(ids({Order::newest, 3, 0, OperationId{8}}) == std::vector<std::int64_t>{7, 6, 5});
            CHECK(ids({Order::oldest, 3, 2, {}}) == std::vector<std::int64_t>{3, 4, 5});
            CHECK(ids({Order::oldest, 50, 0, OperationId{8}}) == std::vector<std::int64_t>{9, 10});
            CHECK(ids({Order::newest, 3, 10, {}}).empty());
        });
    });
}

TEST_CASE("refunds are summed for their sale, and a state can change") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto sale = db.operations.add(purchase(db.customers.add(someone("a", nullptr))));
            auto refund = *db.operations.find(sale);
            refund.origin = sale;
            refund.state = OperationState::reversal;
            refund.total = Money(300);
            db.operations.add(refund);
            refund.total = Money(200);
            db.operations.add(refund);
            db.operations.set_state(sale, OperationState::canceled);
            CHECK(db.operations.refunded(sale) == Money(500));
            CHECK(db.operations.refunded({99}) == Money());
            CHECK(db.operations.find(sale)->state == OperationState::canceled);
        });
    });
}

TEST_CASE("a customer's last branch is that of the last purchase that was not refunded") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto north = db.staff.find_or_add_branch("North");
            const auto south = db.staff.find_or_add_branch("South");
            const auto add = [&](int minute, const std::optional<loyalty::Named>& branch) {
                auto record = purchase(anna);
                record.created = noon() + std::chrono::minutes(minute);
                record.branch = branch;
                return db.operations.add(record);
            };
            CHECK_FALSE(db.operations.last_branch(anna));
            add(5, north);
            add(3, south);
            CHECK(db.operations.last_branch(anna) == north.id);
            const auto last = add(7, south);
            CHECK(db.operations.last_branch(anna) == south.id);
            db.operations.set_state(last, loyalty::OperationState::canceled);
            CHECK(db.operations.last_branch(anna) == north.id);
            add(9, {});
            CHECK_FALSE(db.operations.last_branch(anna));
        });
    });
}

TEST_CASE("the totals of a customer are computed from operations and postings") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            CHECK(db.customers.totals(anna) == CustomerTotals());
            const auto sale = db.operations.add(purchase(anna));
            db.operations.add(purchase(anna));
            auto refund = *db.operations.find(sale);
            refund.origin = sale;
            refund.state = OperationState::reversal;
            refund.created = noon() + std::chrono::hours(1);
            db.operations.add(refund);
            db.operations.set_state(sale, OperationState::canceled);
            db.ledger.post({"award", sale, awards_account, customer_account(anna), Points(9)}, noon());
            db.ledger.post({"expiry", {}, customer_account(anna), expiry_account, Points(2)},
                           noon() + std::chrono::hours(2));
            for (const auto* uid : {"b", "c"}) {
                auto invited = someone(uid, nullptr);
                invited.inviter = anna;
                invited.id = db.customers.add(invited);
                if (invited.uid->text == "b") db.operations.add(purchase(invited.id));
            }
            const auto totals = db.customers.totals(anna);
            CHECK(totals.balance == Points(7));
            CHECK(totals.cash_spent == Money(900));
            CHECK(totals.redeemed == Points(100));
            CHECK(totals.purchases == 2);
            CHECK(totals.full_refunds == 1);
            CHECK(totals.invited == 2);
            CHECK(totals.effective_invited == 1);
            CHECK(totals.last_transaction == noon() + std::chrono::hours(1));
            CHECK(totals.last_purchase == noon());
            CHECK(totals.last_expiry == noon() + std::chrono::hours(2));
        });
    });
}

TEST_CASE("a cashier keeps the id and takes a new name when one is given") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto first = db.staff.find_or_add_cashier({"k-1", {}});
            CHECK(first.display_name == "k-1");
            CHECK(db.staff.find_or_add_cashier({"k-1", "Kassa"}).id == first.id);
            CHECK(db.staff.find_or_add_cashier({"k-1", {}}).display_name == "Kassa");
            CHECK(db.staff.find_or_add_cashier({"k-2", {}}).id != first.id);
        });
    });
}

TEST_CASE("a transfer is two postings of one entry, listed in order") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = customer_account(db.customers.add(someone("a", nullptr)));
            for (int i = 1; i <= 3; ++i)
                db.ledger.post({"reward", {}, rewards_account, anna, Points(i)}, noon());
            const auto all = db.ledger.postings(0, 100);
            REQUIRE(all.size() == 6);
            CHECK(all[0] == Posting{1, noon(), "reward", {}, anna, Points(1)});
            CHECK(all[1] == Posting{1, noon(), "reward", {}, rewards_account, Points(-1)});
            CHECK(db.ledger.postings(1, 1).size() == 2);
            CHECK(db.ledger.postings(3, 100).empty());
            CHECK(db.ledger.balance(anna) == Points(6));
            CHECK(db.ledger.balance(rewards_account) == Points(-6));
        });
    });
}

TEST_CASE("the balance of an account before a moment is known") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto account = customer_account(db.customers.add(someone("a", nullptr)));
            const auto later = noon() + std::chrono::hours(1);
            db.ledger.post({"reward", {}, rewards_account, account, Points(5)}, noon());
            db.ledger.post({"reward", {}, account, rewards_account, Points(2)}, later);
            CHECK(db.ledger.balance_before(account, noon()) == Points());
            CHECK(db.ledger.balance_before(account, later) == Points(5));
            CHECK(db.ledger.balance_before(account, later + std::chrono::milliseconds(1)) == Points(3));
        });
    });
}

TEST_CASE("a customer keeps what a purchase caused until a refund of it takes it back") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            const auto account = customer_account(anna);
            const auto sell = [&] {
                const auto sale = db.operations.add(purchase(boris));
                db.ledger.post({"referral_reward", sale, referrals_account, account, Points(5)}, noon());
                return sale;
            };
            const auto give_back = [&](OperationId sale) {
                auto refund = purchase(boris);
                refund.state = OperationState::reversal;
                refund.origin = sale;
                const auto id = db.operations.add(refund);
                db.ledger.post({"referral_reward_withdrawn", id, account, referrals_account, Points(5)},
                               noon());
            };
            CHECK_FALSE(db.ledger.has_unrefunded_transfer(boris, "referral_reward"));
            const auto first = sell();
            CHECK(db.ledger.has_unrefunded_transfer(boris, "referral_reward"));
            CHECK_FALSE(db.ledger.has_unrefunded_transfer(boris, "first_purchase"));
            CHECK_FALSE(db.ledger.has_unrefunded_transfer(anna, "referral_reward"));
            give_back(first);
            CHECK_FALSE(db.ledger.has_unrefunded_transfer(boris, "referral_reward"));
            const auto second = sell();
            sell();
            give_back(second);
            CHECK(db.ledger.has_unrefunded_transfer(boris, "referral_reward"));
        });
    });
}

TEST_CASE("the transfers of an operation are listed in order") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"welcome", {}, welcome_account, customer_account(anna), Points(500)}, noon());
            const auto sale = db.operations.add(purchase(anna));
            const std::vector<Transfer> posted{
                {"redemption", sale, customer_account(anna), redemptions_account, Points(100)},
                {"award", sale, awards_account, customer_account(anna), Points(9)}};
            for (const auto& transfer : posted) db.ledger.post(transfer, noon());
            db.ledger.post({"reward", {}, rewards_account, customer_account(anna), Points(1)}, noon());
            CHECK(db.ledger.transfers_of(sale) == posted);
            CHECK(db.ledger.transfers_of({99}).empty());
        });
    });
}

TEST_CASE("the movements of an account name the sale that caused them or that was refunded, in their order") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("u-1", nullptr));
            const auto boris = db.customers.add(someone("u-2", nullptr));
            const auto sale = db.operations.add(purchase(anna));
            auto reversal = purchase(anna);
            reversal.state = OperationState::reversal;
            reversal.origin = sale;
            const auto refund = db.operations.add(reversal);
            const auto account = customer_account(anna);
            db.ledger.post({"award", sale, awards_account, account, Points(9)}, noon());
            db.ledger.post({"welcome", {}, welcome_account, customer_account(boris), Points(5)}, noon());
            db.ledger.post({"expiry", {}, account, expiry_account, Points(4)}, noon());
            db.ledger.post({"award_withdrawn", refund, account, awards_account, Points(5)}, noon());
            CHECK(db.ledger.movements(anna) == std::vector<Movement>{{"award", sale, Points(9)},
                                                                     {"expiry", {}, Points(-4)},
                                                                     {"award_withdrawn", sale, Points(-5)}});
        });
    });
}
