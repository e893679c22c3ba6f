#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

/// What only the back office, the sweep and the report ask of the database.

TEST_CASE("a source keeps its promo code when its name changes") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        storage.transact([](Transaction& db) {
            db.backoffice.set_source({"vk", "VK", false});
            db.backoffice.set_source({"insta", "Instagram", false});
            db.backoffice.set_source({"vk", "VKontakte", true});
        });
        reopen()->read([](Transaction& db) {
            CHECK(db.backoffice.sources() ==
                  std::vector<SourceRecord>{{"insta", "Instagram", false}, {"vk", "VKontakte", true}});
            CHECK(db.backoffice.find_source("vk")->name == "VKontakte");
            CHECK_FALSE(db.backoffice.find_source("tv"));
        });
    });
}

TEST_CASE("a card is added once, found by code and by customer, blocked and unblocked") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const CardRecord card{"P-1", anna, CardKind::wallet, false};
            CHECK(db.identifiers.add_card(card));
            CHECK_FALSE(db.identifiers.add_card(card));
            CHECK(db.identifiers.find_card("P-1") == card);
            CHECK_FALSE(db.identifiers.find_card("P-2"));
            db.identifiers.block_card("P-1", true);
            CHECK(db.identifiers.cards_of(anna).at(0).blocked);
            db.identifiers.block_card("P-1", false);
            CHECK(db.identifiers.cards_of(anna) == std::vector{card});
        });
    });
}

TEST_CASE("a branch is identified by name, a cashier works at one, and an operation keeps its own") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto centre = db.staff.find_or_add_branch("Centre");
            CHECK(db.staff.find_or_add_branch("Centre") == centre);
            const auto north = db.staff.find_or_add_branch("North");
            CHECK(db.staff.branches() == std::vector{centre, north});
            const auto cashier = db.staff.find_or_add_cashier({"k-1", "Kassa"});
            CHECK_FALSE(db.staff.find_cashier(cashier.id)->branch);
            db.staff.set_branch(cashier.id, north.id);
            CHECK(db.staff.cashiers() == std::vector<CashierRecord>{{cashier.id, "k-1", "Kassa", north}});
            auto sale = purchase(db.customers.add(someone("a", nullptr)));
            sale.branch = centre;
            sale.identified_by = IdentifiedBy::phone;
            const auto kept = db.operations.find(db.operations.add(sale));
            CHECK(kept->branch == centre);
            CHECK(kept->identified_by == IdentifiedBy::phone);
        });
    });
}

TEST_CASE("a customer keeps the source and whether they are blocked") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        auto anna = someone("a", "+77010000001");
        anna.source = "insta";
        anna.imported = true;
        storage.transact([&](Transaction& db) { anna.id = db.customers.add(anna); });
        anna.blocked = true;
        storage.transact([&](Transaction& db) { db.customers.update(anna); });
        reopen()->read([&](Transaction& db) {
            CHECK(db.customers.find(anna.id) == anna);
            CHECK(db.customers.newest() == anna.id);
        });
    });
}

TEST_CASE("a receipt without a customer is stored once, whatever is posted again under its id") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const ReceiptRecord receipt{"r-1", noon(), db.staff.find_or_add_cashier({"k-1", {}}), Money(500)};
            CHECK(db.backoffice.add_receipt(receipt));
            CHECK_FALSE(db.backoffice.add_receipt({"r-1", noon(), {}, Money(900)}));
            CHECK(db.backoffice.find_receipt("r-1") == receipt);
            CHECK_FALSE(db.backoffice.find_receipt("r-2"));
        });
    });
}

TEST_CASE("a gift is due until it is closed, and what was spent since is counted") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            CHECK_FALSE(db.promotions.last_gift(anna));
            db.promotions.add_gift({0, anna, Points(300), noon() - days(1), {}, false});
            db.promotions.add_gift({0, anna, Points(500), noon(), noon() + days(30), false});
            CHECK(db.promotions.last_gift(anna) == noon());
            CHECK(db.promotions.gifts_due(anna, noon() + days(30) - milliseconds(1)).empty());
            const auto due = db.promotions.gifts_due(anna, noon() + days(30));
            REQUIRE(due.size() == 1);
            CHECK(due[0].points == Points(500));
            CHECK(db.due_customers.with_due_events(noon() + days(30)) == std::vector{anna});
            db.promotions.close_gift(due[0].id);
            CHECK(db.promotions.gifts_due(anna, noon() + days(30)).empty());
            CHECK(db.due_customers.with_due_events(noon() + days(30)).empty());
            db.operations.add(purchase(anna));
            CHECK(db.operations.redeemed_since(anna, noon()) == Points(100));
            CHECK(db.operations.redeemed_since(anna, noon() + milliseconds(1)) == Points());
        });
    });
}

TEST_CASE("customers with a certificate or an award due are found, each once") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            db.promotions.add_certificate({"C1", anna, Points(1), {}, noon(), noon() + days(1)});
            db.deferred_awards.add({db.operations.add(purchase(anna)), anna, noon() + days(1)});
            db.deferred_awards.add({db.operations.add(purchase(boris)), boris, noon() + days(2)});
            CHECK(db.due_customers.with_due_events(noon()).empty());
            CHECK(db.due_customers.with_due_events(noon() + days(1)) == std::vector{anna});
            CHECK(db.due_customers.with_due_events(noon() + days(2)) == std::vector{anna, boris});
        });
    });
}

TEST_CASE("members born on given days are found, without those whose certificate is still valid") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto born = [&](const char* uid, const char* date) {
                auto record = someone(uid, nullptr);
                record.birth_date = date;
                return db.customers.add(record);
            };
            const auto anna = born("a", "1990-02-28");
            const auto boris = born("b", "1984-03-01");
            born("c", "1990-12-28");
            born(nullptr, "1990-02-28");
            const std::vector<std::string> wanted{"02-28", "03-01"};
            CHECK(db.due_customers.born_on(wanted, noon()) == std::vector{anna, boris});
            db.promotions.add_certificate({"C1", anna, Points(1), Percent{500}, noon(), noon() + days(1)});
            db.promotions.add_certificate({"C2", boris, Points(1), {}, noon(), noon() + days(1)});
            CHECK(db.due_customers.born_on(wanted, noon()) == std::vector{boris});
            CHECK(db.due_customers.born_on(wanted, noon() + days(1)) == std::vector{anna, boris});
        });
    });
}

TEST_CASE(
    "candidates for expiry have points and neither joined nor bought since; candidates for a gift bought and "
    "got none since") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto give = [&](ParticipantId id) {
                db.ledger.post({"welcome", {}, welcome_account, customer_account(id), Points(500)}, noon());
                return id;
            };
            const auto anna = give(db.customers.add(someone("a", nullptr)));
            const auto boris = give(db.customers.add(someone("b", nullptr)));
            db.customers.add(someone("poor", nullptr));
            auto sale = purchase(boris);
            sale.created = noon() + days(10);
            const auto sold = db.operations.add(sale);
            const DueRange all{noon() + days(100), {0}, {1000}};
            CHECK(db.due_customers
                      .expiry_candidates(all, noon() - milliseconds(1), Activity::joining_and_purchases)
                      .empty());
            CHECK(db.due_customers.expiry_candidates(all, noon(), Activity::joining_and_purchases) ==
                  std::vector{anna});
            CHECK(db.due_customers.expiry_candidates(all, sale.created, Activity::joining_and_purchases) ==
                  std::vector{anna, boris});
            CHECK(db.due_customers.expiry_candidates({noon(), anna, {1000}}, sale.created,
                                                     Activity::joining_and_purchases) == std::vector{boris});
            CHECK(db.due_customers.expiry_candidates({noon(), {0}, anna}, sale.created,
                                                     Activity::joining_and_purchases) == std::vector{anna});
            CHECK(db.due_customers.expiry_candidates(all, noon(), Activity::joining) ==
                  std::vector{anna, boris});

            CHECK(db.due_customers.win_back_candidates(all, sale.created - milliseconds(1)).empty());
            CHECK(db.due_customers.win_back_candidates(all, sale.created) == std::vector{boris});
            db.promotions.add_gift({0, boris, Points(1), noon() + days(80), {}, false});
            CHECK(db.due_customers.win_back_candidates(all, sale.created).empty());
            db.operations.set_state(sold, loyalty::OperationState::canceled);
            CHECK(db.due_customers.expiry_candidates(all, noon(), Activity::joining_and_purchases) ==
                  std::vector{anna, boris});
        });
    });
}

TEST_CASE("the last points that no purchase earned are remembered with their time") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto account = customer_account(anna);
            db.ledger.post({"reward", {}, rewards_account, account, Points(5)}, noon());
            db.ledger.post({"reward", {}, account, rewards_account, Points(5)}, noon() + hours(1));
            db.ledger.post({"award", {}, awards_account, account, Points(5)}, noon() + hours(2));
            CHECK(db.customers.totals(anna).last_gift == noon());
        });
    });
}

TEST_CASE("the offset of virtual time survives a restart, and the last thing written is known") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        storage.read([](Transaction& db) {
            CHECK_FALSE(db.clock.time_ahead());
            CHECK_FALSE(db.ledger.last_written());
        });
        storage.transact([](Transaction& db) {
            db.clock.set_time_ahead(days(3));
            db.clock.set_time_ahead(days(4));
            const auto anna = db.customers.add(someone("a", nullptr));
            db.ledger.post({"reward", {}, rewards_account, customer_account(anna), Points(5)}, noon());
        });
        reopen()->read([](Transaction& db) {
            CHECK(db.clock.time_ahead() == milliseconds(days(4)));
            CHECK(db.ledger.last_written() == noon());
        });
    });
}

TEST_CASE("the report rows of a period hold each sale without what was refunded of it") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            db.backoffice.set_source({"insta", "Instagram", false});
            auto record = someone("a", nullptr);
            record.source = "insta";
            const auto anna = db.customers.add(record);
            record = someone(nullptr, "+77010000001");
            record.inviter = anna;
            record.imported = true;
            const auto phantom = db.customers.add(record);
            const auto cashier = db.staff.find_or_add_cashier({"k-1", "Kassa"});
            auto sale = purchase(anna);
            sale.cashier = cashier;
            sale.identified_by = IdentifiedBy::phone;
            sale.certificate = Points(30);
            const auto sold = db.operations.add(sale);
            auto refund = sale;
            refund.state = loyalty::OperationState::reversal;
            refund.origin = sold;
            refund.total = Money(400);
            refund.points = Points(40);
            refund.award = Points(4);
            refund.certificate = Points();
            refund.created = noon() + days(40);
            db.operations.add(refund);
            sale.created = noon() + days(40);
            db.operations.add(sale);
            db.backoffice.add_receipt({"r-1", noon(), cashier, Money(700)});
            db.backoffice.add_receipt({"r-2", noon() + days(40), {}, Money(800)});
            db.ledger.post({"award", sold, awards_account, customer_account(anna), Points(9)}, noon());
            db.ledger.post({"staff_award", sold, staff_account, employee_account(cashier.id), Points(3)},
                           noon());
            db.ledger.post({"award", sold, awards_account, deferred_account(sold), Points(2)}, noon());
            db.ledger.post({"award", sold, awards_account, customer_account(anna), Points(5)},
                           noon() + days(40));
            db.promotions.add_certificate({"C1", anna, Points(1), {}, noon(), noon() + days(1)});
            db.promotions.add_gift({0, anna, Points(300), noon(), noon() + days(5), false});
            db.ratings.rate({sold, noon(), 4, "Good"});

            const auto rows = db.report.rows({noon(), noon() + days(1)});
            REQUIRE(rows.contacts.size() == 2);
            CHECK(rows.contacts[0].source == 0);
            CHECK(rows.contacts[0].member);
            CHECK(rows.contacts[1].id == phantom);
            CHECK(rows.contacts[1].inviter == anna);
            CHECK(rows.contacts[1].imported);
            CHECK_FALSE(rows.contacts[1].member);
            REQUIRE(rows.sales.size() == 1);
            CHECK(rows.sales[0].total == Money(600));
            CHECK(rows.sales[0].points == Points(60));
            CHECK(rows.sales[0].certificate == Points(30));
            CHECK(rows.sales[0].award == Points(5));
            CHECK(rows.sales[0].first);
            CHECK(rows.returns.empty());
            CHECK(rows.sales[0].by_phone);
            CHECK(rows.sales[0].cashier == cashier.id);
            REQUIRE(rows.receipts.size() == 1);
            CHECK(rows.receipts[0].total == Money(700));
            REQUIRE(rows.causes.size() == 1);
            CHECK(rows.causes[0].points == Points(9));
            REQUIRE(rows.staff.size() == 1);
            CHECK(rows.staff[0].cashier == cashier.id);
            CHECK(rows.staff[0].month == "2026-01");
            CHECK(rows.staff[0].owed == Money(3));
            CHECK(rows.certificates_issued == 1);
            CHECK(rows.certificates_used == 0);
            CHECK(rows.win_backs.at(0).until == noon() + days(5));
            CHECK(rows.ratings.at(0).with_comment);
            CHECK(rows.outstanding == Points(9));
            CHECK(rows.waiting == Points(2));

            const auto later = db.report.rows({noon() + days(40), noon() + days(41)});
            REQUIRE(later.sales.size() == 1);
            CHECK_FALSE(later.sales[0].first);
            REQUIRE(later.returns.size() == 1);
            CHECK(later.returns[0].cashier == cashier.id);
            CHECK(later.returns[0].total == Money(400));
        });
    });
}

TEST_CASE("a sale counts as refunded when all of it is refunded, whatever its state says of a part") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto sale = db.operations.add(purchase(anna));
            const auto give_back = [&](Money total) {
                auto refund = purchase(anna);
                refund.state = loyalty::OperationState::reversal;
                refund.origin = sale;
                refund.total = total;
                db.operations.add(refund);
                db.operations.set_state(sale, loyalty::OperationState::canceled);
            };
            give_back(Money(400));
            db.operations.add(purchase(anna));
            const Period day{noon(), noon() + days(1)};
            auto sales = db.report.rows(day).sales;
            REQUIRE(sales.size() == 2);
            CHECK_FALSE(sales[0].refunded);
            CHECK(sales[0].first);
            CHECK_FALSE(sales[1].refunded);
            CHECK_FALSE(sales[1].first);
            give_back(Money(600));
            sales = db.report.rows(day).sales;
            CHECK(sales[0].refunded);
            CHECK(sales[1].first);
        });
    });
}

TEST_CASE("a certificate that paid once counts as used, whether it may pay again or not") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            for (const auto* code : {"C1", "C2", "C3"}) {
                db.promotions.add_certificate({code, anna, Points(9), {}, noon(), noon() + days(1)});
                db.ledger.post(
                    {"certificate", {}, certificates_account, certificate_account(code), Points(9)}, noon());
            }
            const auto sale = db.operations.add(purchase(anna));
            for (const auto* code : {"C1", "C1", "C2"})
                db.ledger.post({"certificate_redemption", sale, certificate_account(code),
                                redemptions_account, Points(1)},
                               noon());
            db.promotions.set_certificate_state("C2", CertificateState::used);
            const auto rows = db.report.rows({noon(), noon() + days(1)});
            CHECK(rows.certificates_issued == 3);
            CHECK(rows.certificates_used == 2);
        });
    });
}

TEST_CASE(
    "failed look-ups are counted for each bucket, and one that was emptied stays an alarm until it is "
    "forgotten") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const GuessBucket codes{"credential", GuessKind::code};
        const GuessBucket phones{"credential", GuessKind::phone};
        const auto hour = std::chrono::hours(1);
        storage.transact([&](Transaction& db) {
            CHECK_FALSE(db.failed_lookups.full_at(codes));
            db.failed_lookups.add(codes, noon() + hour, {});
            db.failed_lookups.add(phones, noon() + 3 * hour, noon());
            db.failed_lookups.add(codes, noon() + 2 * hour, noon() + hour);
            db.failed_lookups.add(codes, noon() + 2 * hour, {});
        });
        const GuessAlarm of_codes{codes, noon() + 2 * hour, 3, noon() + hour};
        const GuessAlarm of_phones{phones, noon() + 3 * hour, 1, noon()};
        reopen()->transact([&](Transaction& db) {
            CHECK(db.failed_lookups.full_at(codes) == noon() + 2 * hour);
            CHECK(db.failed_lookups.alarms(10) == std::vector{of_codes, of_phones});
            CHECK(db.failed_lookups.alarms(1) == std::vector{of_codes});
            db.failed_lookups.forget(noon() + 2 * hour);
            CHECK(db.failed_lookups.alarms(10) == std::vector{of_phones});
            CHECK_FALSE(db.failed_lookups.full_at(codes));
        });
    });
}
