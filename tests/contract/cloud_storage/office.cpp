#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

/// What only the back office, the sweep and the report ask of the books.

TEST_CASE("a source keeps its promo code and takes a new name") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        storage.transact([](Books& books) {
            books.set_source({"vk", "VK", false});
            books.set_source({"insta", "Instagram", false});
            books.set_source({"vk", "VKontakte", true});
        });
        reopen()->look([](Books& books) {
            CHECK(books.sources() ==
                  std::vector<SourceRecord>{{"insta", "Instagram", false}, {"vk", "VKontakte", true}});
            CHECK(books.source("vk")->name == "VKontakte");
            CHECK_FALSE(books.source("tv"));
        });
    });
}

TEST_CASE("a card is made once, found by code and by customer, blocked and freed") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const CardRecord card{"P-1", anna, CardKind::wallet, false};
            CHECK(books.add_card(card));
            CHECK_FALSE(books.add_card(card));
            CHECK(books.card("P-1") == card);
            CHECK_FALSE(books.card("P-2"));
            books.block_card("P-1", true);
            CHECK(books.cards_of(anna).at(0).blocked);
            books.block_card("P-1", false);
            CHECK(books.cards_of(anna) == std::vector{card});
        });
    });
}

TEST_CASE("a branch is told apart by name, a cashier works at one, and an operation keeps its own") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto centre = books.branch("Centre");
            CHECK(books.branch("Centre") == centre);
            const auto north = books.branch("North");
            CHECK(books.branches() == std::vector{centre, north});
            const auto cashier = books.cashier({"k-1", "Kassa"});
            CHECK_FALSE(books.cashier_record(cashier.id)->branch);
            books.set_branch(cashier.id, north.id);
            CHECK(books.cashiers() == std::vector<CashierRecord>{{cashier.id, "k-1", "Kassa", north}});
            auto sale = purchase(books.add_customer(someone("a", nullptr)));
            sale.branch = centre;
            sale.shown = ShownBy::phone;
            const auto kept = books.operation(books.add_operation(sale));
            CHECK(kept->branch == centre);
            CHECK(kept->shown == ShownBy::phone);
        });
    });
}

TEST_CASE("a customer keeps where they came from and whether they are blocked") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        auto anna = someone("a", "+77010000001");
        anna.source = "insta";
        anna.imported = true;
        storage.transact([&](Books& books) { anna.id = books.add_customer(anna); });
        anna.blocked = true;
        storage.transact([&](Books& books) { books.update_customer(anna); });
        reopen()->look([&](Books& books) {
            CHECK(books.customer(anna.id) == anna);
            CHECK(books.newest_customer() == anna.id);
        });
    });
}

TEST_CASE("a rating replaces the one before, and the newest come first") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto first = books.add_operation(purchase(anna));
            const auto second = books.add_operation(purchase(anna));
            const RatingRecord good{first, noon() + hours(1), 5, "Good"};
            const RatingRecord bad{second, noon(), 1, {}};
            books.rate({first, noon(), 2, {}});
            books.rate(bad);
            books.rate(good);
            CHECK(books.ratings(10) == std::vector{good, bad});
            CHECK(books.ratings(1).size() == 1);
        });
    });
}

TEST_CASE("campaigns are kept in the order they were made") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            CampaignRecord first{0, noon(), "May", "Come", "may", Points(500), "{}", 7};
            CampaignRecord second{0, noon(), "June", "", {}, Points(), "{}", 0};
            first.id = books.add_campaign(first);
            second.id = books.add_campaign(second);
            CHECK(books.campaigns() == std::vector{first, second});
        });
    });
}

TEST_CASE("a receipt without a customer is stored once, whatever comes under its id again") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const BareReceiptRecord receipt{"r-1", noon(), books.cashier({"k-1", {}}), Money(500)};
            CHECK(books.add_receipt(receipt));
            CHECK_FALSE(books.add_receipt({"r-1", noon(), {}, Money(900)}));
            CHECK(books.receipt("r-1") == receipt);
            CHECK_FALSE(books.receipt("r-2"));
        });
    });
}

TEST_CASE("a gift is due until it is closed, and what was spent since is counted") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            CHECK_FALSE(books.last_gift(anna));
            books.add_gift({0, anna, Points(300), noon() - days(1), {}, false});
            books.add_gift({0, anna, Points(500), noon(), noon() + days(30), false});
            CHECK(books.last_gift(anna) == noon());
            CHECK(books.gifts_due(anna, noon() + days(30) - milliseconds(1)).empty());
            const auto due = books.gifts_due(anna, noon() + days(30));
            REQUIRE(due.size() == 1);
            CHECK(due[0].points == Points(500));
            CHECK(books.due(noon() + days(30)) == std::vector{anna});
            books.close_gift(due[0].id);
            CHECK(books.gifts_due(anna, noon() + days(30)).empty());
            CHECK(books.due(noon() + days(30)).empty());
            books.add_operation(purchase(anna));
            CHECK(books.redeemed_since(anna, noon()) == Points(100));
            CHECK(books.redeemed_since(anna, noon() + milliseconds(1)) == Points());
        });
    });
}

TEST_CASE("who has a certificate or an award due is found, each customer once") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto boris = books.add_customer(someone("b", nullptr));
            books.add_certificate({"C1", anna, Points(1), {}, noon(), noon() + days(1)});
            books.add_deferral({books.add_operation(purchase(anna)), anna, noon() + days(1)});
            books.add_deferral({books.add_operation(purchase(boris)), boris, noon() + days(2)});
            CHECK(books.due(noon()).empty());
            CHECK(books.due(noon() + days(1)) == std::vector{anna});
            CHECK(books.due(noon() + days(2)) == std::vector{anna, boris});
        });
    });
}

TEST_CASE("members born on given days are found, without those whose certificate is still valid") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto born = [&](const char* uid, const char* date) {
                auto record = someone(uid, nullptr);
                record.birth_date = date;
                return books.add_customer(record);
            };
            const auto anna = born("a", "1990-02-28");
            const auto boris = born("b", "1984-03-01");
            born("c", "1990-12-28");
            born(nullptr, "1990-02-28");
            const std::vector<std::string> wanted{"02-28", "03-01"};
            CHECK(books.born_on(wanted, noon()) == std::vector{anna, boris});
            books.add_certificate({"C1", anna, Points(1), Percent{500}, noon(), noon() + days(1)});
            books.add_certificate({"C2", boris, Points(1), {}, noon(), noon() + days(1)});
            CHECK(books.born_on(wanted, noon()) == std::vector{boris});
            CHECK(books.born_on(wanted, noon() + days(1)) == std::vector{anna, boris});
        });
    });
}

TEST_CASE(
    "idle customers have points and neither joined nor bought since; the silent bought and got no gift") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto give = [&](ParticipantId id) {
                books.post({"welcome", {}, welcome_account, customer_account(id), Points(500)}, noon());
                return id;
            };
            const auto anna = give(books.add_customer(someone("a", nullptr)));
            const auto boris = give(books.add_customer(someone("b", nullptr)));
            books.add_customer(someone("poor", nullptr));
            auto sale = purchase(boris);
            sale.created = noon() + days(10);
            const auto sold = books.add_operation(sale);
            const DueRange all{noon() + days(100), {0}, {1000}};
            CHECK(books.idle(all, noon() - milliseconds(1), QuietBy::joining_and_buying).empty());
            CHECK(books.idle(all, noon(), QuietBy::joining_and_buying) == std::vector{anna});
            CHECK(books.idle(all, sale.created, QuietBy::joining_and_buying) == std::vector{anna, boris});
            CHECK(books.idle({noon(), anna, {1000}}, sale.created, QuietBy::joining_and_buying) ==
                  std::vector{boris});
            CHECK(books.idle({noon(), {0}, anna}, sale.created, QuietBy::joining_and_buying) ==
                  std::vector{anna});
            CHECK(books.idle(all, noon(), QuietBy::joining) == std::vector{anna, boris});

            CHECK(books.silent(all, sale.created - milliseconds(1)).empty());
            CHECK(books.silent(all, sale.created) == std::vector{boris});
            books.add_gift({0, boris, Points(1), noon() + days(80), {}, false});
            CHECK(books.silent(all, sale.created).empty());
            books.set_state(sold, loyalty::OperationState::canceled);
            CHECK(books.idle(all, noon(), QuietBy::joining_and_buying) == std::vector{anna, boris});
        });
    });
}

TEST_CASE("the last credit of given causes is found") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto account = customer_account(anna);
            books.post({"reward", {}, rewards_account, account, Points(5)}, noon());
            books.post({"reward", {}, account, rewards_account, Points(5)}, noon() + hours(1));
            books.post({"award", {}, awards_account, account, Points(5)}, noon() + hours(2));
            CHECK(books.last_credit(anna, {"reward", "campaign"}) == noon());
            CHECK_FALSE(books.last_credit(anna, {"campaign"}));
        });
    });
}

TEST_CASE("how far ahead the books' time is survives a restart, and the last thing written is known") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        storage.look([](Books& books) {
            CHECK_FALSE(books.time_ahead());
            CHECK_FALSE(books.last_written());
        });
        storage.transact([](Books& books) {
            books.set_time_ahead(days(3));
            books.set_time_ahead(days(4));
            const auto anna = books.add_customer(someone("a", nullptr));
            books.post({"reward", {}, rewards_account, customer_account(anna), Points(5)}, noon());
        });
        reopen()->look([](Books& books) {
            CHECK(books.time_ahead() == milliseconds(days(4)));
            CHECK(books.last_written() == noon());
        });
    });
}

TEST_CASE("the facts of a period are its rows, each sale without what was refunded of it") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            books.set_source({"insta", "Instagram", false});
            auto record = someone("a", nullptr);
            record.source = "insta";
            const auto anna = books.add_customer(record);
            record = someone(nullptr, "+77010000001");
            record.inviter = anna;
            record.imported = true;
            const auto phantom = books.add_customer(record);
            const auto cashier = books.cashier({"k-1", "Kassa"});
            auto sale = purchase(anna);
            sale.cashier = cashier;
            sale.shown = ShownBy::phone;
            sale.certificate = Points(30);
            const auto sold = books.add_operation(sale);
            auto refund = sale;
            refund.state = loyalty::OperationState::reversal;
            refund.origin = sold;
            refund.total = Money(400);
            refund.points = Points(40);
            refund.award = Points(4);
            refund.certificate = Points();
            refund.created = noon() + days(40);
            books.add_operation(refund);
            sale.created = noon() + days(40);
            books.add_operation(sale);
            books.add_receipt({"r-1", noon(), cashier, Money(700)});
            books.add_receipt({"r-2", noon() + days(40), {}, Money(800)});
            books.post({"award", sold, awards_account, customer_account(anna), Points(9)}, noon());
            books.post({"staff_award", sold, staff_account, employee_account(cashier.id), Points(3)}, noon());
            books.post({"award", sold, awards_account, deferred_account(sold), Points(2)}, noon());
            books.post({"award", sold, awards_account, customer_account(anna), Points(5)}, noon() + days(40));
            books.add_certificate({"C1", anna, Points(1), {}, noon(), noon() + days(1)});
            books.add_gift({0, anna, Points(300), noon(), noon() + days(5), false});
            books.rate({sold, noon(), 4, "Good"});

            const auto facts = books.facts({noon(), noon() + days(1)});
            REQUIRE(facts.contacts.size() == 2);
            CHECK(facts.contacts[0].source == 0);
            CHECK(facts.contacts[0].member);
            CHECK(facts.contacts[1].id == phantom);
            CHECK(facts.contacts[1].inviter == anna);
            CHECK(facts.contacts[1].imported);
            CHECK_FALSE(facts.contacts[1].member);
            REQUIRE(facts.sales.size() == 1);
            CHECK(facts.sales[0].total == Money(600));
            CHECK(facts.sales[0].points == Points(60));
            CHECK(facts.sales[0].certificate == Points(30));
            CHECK(facts.sales[0].award == Points(5));
            CHECK(facts.sales[0].first);
            CHECK(facts.returns.empty());
            CHECK(facts.sales[0].by_phone);
            CHECK(facts.sales[0].cashier == cashier.id);
            REQUIRE(facts.receipts.size() == 1);
            CHECK(facts.receipts[0].total == Money(700));
            REQUIRE(facts.causes.size() == 1);
            CHECK(facts.causes[0].points == Points(9));
            REQUIRE(facts.staff.size() == 1);
            CHECK(facts.staff[0].cashier == cashier.id);
            CHECK(facts.staff[0].month == "2026-01");
            CHECK(facts.staff[0].owed == Money(3));
            CHECK(facts.certificates_issued == 1);
            CHECK(facts.certificates_used == 0);
            CHECK(facts.win_backs.at(0).until == noon() + days(5));
            CHECK(facts.ratings.at(0).with_comment);
            CHECK(facts.outstanding == Points(9));
            CHECK(facts.waiting == Points(2));

            const auto later = books.facts({noon() + days(40), noon() + days(41)});
            REQUIRE(later.sales.size() == 1);
            CHECK_FALSE(later.sales[0].first);
            REQUIRE(later.returns.size() == 1);
            CHECK(later.returns[0].cashier == cashier.id);
            CHECK(later.returns[0].total == Money(400));
        });
    });
}

TEST_CASE("a sale counts as refunded when all of it is back, whatever its state says of a part") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            const auto sale = books.add_operation(purchase(anna));
            const auto give_back = [&](Money total) {
                auto refund = purchase(anna);
                refund.state = loyalty::OperationState::reversal;
                refund.origin = sale;
                refund.total = total;
                books.add_operation(refund);
                books.set_state(sale, loyalty::OperationState::canceled);
            };
            give_back(Money(400));
            books.add_operation(purchase(anna));
            const Period day{noon(), noon() + days(1)};
            auto sales = books.facts(day).sales;
            REQUIRE(sales.size() == 2);
            CHECK_FALSE(sales[0].refunded);
            CHECK(sales[0].first);
            CHECK_FALSE(sales[1].refunded);
            CHECK_FALSE(sales[1].first);
            give_back(Money(600));
            sales = books.facts(day).sales;
            CHECK(sales[0].refunded);
            CHECK(sales[1].first);
        });
    });
}

TEST_CASE("a certificate that paid once counts as used, whether it may pay again or not") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Books& books) {
            const auto anna = books.add_customer(someone("a", nullptr));
            for (const auto* code : {"C1", "C2", "C3"}) {
                books.add_certificate({code, anna, Points(9), {}, noon(), noon() + days(1)});
                books.post({"certificate", {}, certificates_account, certificate_account(code), Points(9)},
                           noon());
            }
            const auto sale = books.add_operation(purchase(anna));
            for (const auto* code : {"C1", "C1", "C2"})
                books.post({"certificate_redemption", sale, certificate_account(code), redemptions_account,
                            Points(1)},
                           noon());
            books.set_certificate_state("C2", CertificateState::used);
            const auto facts = books.facts({noon(), noon() + days(1)});
            CHECK(facts.certificates_issued == 3);
            CHECK(facts.certificates_used == 2);
        });
    });
}
