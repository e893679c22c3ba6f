#include <catch2/catch.hpp>

#include "till.hpp"

/// Rules 7 and 8: which points of a sale a return gives back.
namespace tillpoints::session {
namespace {

Till sold() {
    return sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000).close_as_quoted();
}

till::ReturnedLine back(const Till& till, std::size_t line) {
    const auto& sold = till.session().sold.at(line);
    return {sold.id, "", sold.paid_price, sold.quantity, sold.paid_sum};
}

}  // namespace

TEST_CASE("rule 7: a return of everything refunds the whole sale") {
    Till till = sold();
    till.give_back("back", {back(till, 0), back(till, 1)});
    CHECK_FALSE(till.refund().partial.has_value());
    CHECK(till.refund().carried == Points(30'000));
    CHECK(till.refund().number == "r/1");
    CHECK(till.entry().id == EntryId("back/1"));
    CHECK(till.entry().after == EntryId("r/1"));
    CHECK(till.number("expected_points") == 30'000);
    CHECK(till.number("withdrawn_award") == 7'000);
}

TEST_CASE("rule 7: a partial return refunds its sum before points, and the last one takes the remainder") {
    Till till = sold();
    till.give_back("back1", {back(till, 0)});
    CHECK(till.refund().partial == Money(60'000));
    CHECK(till.refund().carried == Points(18'000));
    till.give_back("back2", {back(till, 1)});
    CHECK(till.refund().partial == Money(40'000));
    CHECK(till.refund().carried == Points(12'000));
    CHECK(till.entry().after == EntryId("back1/1"));
}

TEST_CASE("rule 7: the last return takes the register's rounding") {
    Till till =
        sell().scan("a", 60'000).scan("b", 40'060).present_code().finds().close_at_full_price(Money(60));
    till.give_back("back1", {back(till, 0)});
    CHECK(till.refund().partial == Money(60'000));
    till.give_back("back2", {back(till, 1)});
    CHECK(till.refund().partial == Money(40'000));
}

TEST_CASE("rule 7: no return refunds more than is left of the rounded total") {
    Till till = sell()
                    .scan("a", 1'000)
                    .scan("b", 40)
                    .scan("c", 5)
                    .present_code()
                    .finds()
                    .close_at_full_price(Money(45));
    till.give_back("back1", {back(till, 0), back(till, 1)});
    CHECK(till.refund().partial == Money(1'000));
    till.give_back("back2", {back(till, 2)});
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("a repeated return_closed does nothing and gets the same reply") {
    Till till = sold();
    till.give_back("back", {back(till, 0)});
    const auto first = dump(till.reply());
    CHECK(till.number("expected_points") > 0);
    CHECK(till.number("withdrawn_award") > 0);
    till.give_back("rest", {back(till, 1)});
    till.give_back("back", {back(till, 0)});
    CHECK(dump(till.reply()) == first);
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK_FALSE(till.did<RecordReceipt>());
}

TEST_CASE("goods that were returned already move nothing when they are returned again") {
    Till till = sold();
    till.give_back("back1", {back(till, 0)}).give_back("back2", {back(till, 0)});
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("returned goods whose id the register changed are matched by price") {
    Till till = sold();
    auto line = back(till, 1);
    line.id = PositionId("changed");
    CHECK(till.give_back("back", {line}).refund().partial == Money(40'000));
}

TEST_CASE("rule 7: a return of excluded goods only needs no refund") {
    Till till = sell().scan("a", 60'000).scan_excluded("t", 20'000).with_discount(30'000).close_as_quoted();
    till.give_back("back1", {back(till, 1)});
    CHECK(till.status() == "stored");
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK_FALSE(till.give_back("back2", {back(till, 0)}).refund().partial.has_value());
}

TEST_CASE("the part of a discount that was a percentage or a certificate gives no points back at a return") {
    Till percent =
        sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(), Money(5'000));
    percent.start_payment().confirms().close_as_quoted();
    percent.give_back("back", {back(percent, 0)});
    CHECK(percent.refund().carried == Points());
    Till mixed = sell()
                     .scan("a", 100'000)
                     .present_code()
                     .finds()
                     .ask_discount()
                     .limits(Points(10'000), {}, Points(30'000));
    mixed.start_payment().confirms().close_as_quoted();
    mixed.give_back("back", {back(mixed, 0)});
    CHECK(mixed.refund().carried == Points(10'000));
}

TEST_CASE("the points and the award of all returns add up to those of the sale, however they round") {
    Till till =
        sell().scan("a", 1'000).scan("b", 1'000).scan("c", 1'000).present_code().finds().ask_discount();
    till.limits(Points(100), {}, Points(220)).start_payment().confirms().close_as_quoted();
    const Points expected = till.session().expected_award;
    Points points;
    Points award;
    for (std::size_t line = 0; line < 3; ++line) {
        till.give_back("back" + std::to_string(line), {back(till, line)});
        points += till.refund().carried.value();
        award += Points(till.number("withdrawn_award"));
    }
    CHECK(points == Points(100));
    CHECK(award == expected);
}

TEST_CASE(
    "rule 8: a return of a sale whose redemption was withdrawn refunds the award and gives no points back") {
    Till till = sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000).close_at_full_price();
    till.give_back("back", {back(till, 0)});
    CHECK(till.refund().purchase == EntryId("r/2"));
    CHECK(till.refund().carried == Points());
}

TEST_CASE("a return of a sale without a customer moves no points") {
    Till till = sell().scan("a", 100).close_at_full_price();
    CHECK_FALSE(till.give_back("back", {back(till, 0)}).did<StoreEntry>());
    CHECK(till.did<RecordReceipt>()->total == Money(100));
}

TEST_CASE("a return that names a receipt that is not closed here leaves that receipt unchanged") {
    for (Till till : {sell().scan("a", 100'000).with_discount(30'000), sell().scan("a", 100'000).cancel()}) {
        const auto before = dump(to_json(till.session()));
        till.give_back("back", {returned("a", 70'000)});
        CHECK(till.status() == "stored");
        CHECK(till.refund().number == "r/");
        CHECK(dump(to_json(till.session())) == before);
    }
}

}  // namespace tillpoints::session
