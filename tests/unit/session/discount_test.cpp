#include <catch2/catch.hpp>

#include "plugin/texts/texts.hpp"
#include "till.hpp"

/// What may be redeemed, and the prices that follow.
namespace tillpoints::session {
namespace {

Till found(std::int64_t price = 100'000) {
    return sell().scan("a", price).present_code().finds();
}

}  // namespace

TEST_CASE("the granted points lower the prices exactly to the kopeck") {
    Till till = found().ask_discount();
    CHECK(till.asked<loyalty::Calculate>()->points == Points());
    till.limits(Points(30'000));
    CHECK(till.status() == "granted");
    CHECK(till.number("granted") == 30'000);
    CHECK(till.number("discount") == 30'000);
    CHECK(till.number("total") == 70'000);
    CHECK(till.number("cash_due") == 70'000);
    CHECK(till.number("cashback") == 7'000);
    CHECK_FALSE(till.flag("committed"));
}

TEST_CASE(
    "the least of request, limit and balance is granted, and the cashier is told if it is less than "
    "requested") {
    CHECK(found().ask_discount(points(5'000)).limits(Points(30'000)).number("granted") == 5'000);
    Till short_of = found().ask_discount(points(40'000)).limits(Points(30'000));
    CHECK(short_of.number("granted") == 30'000);
    CHECK_FALSE(short_of.text("prompt").empty());
    CHECK(sell()
              .scan("a", 100'000)
              .present_code()
              .finds()
              .ask_discount(points(70'000))
              .limits(Points(90'000))
              .number("granted") == 50'000);
}

TEST_CASE("a request without points is granted at full price without asking the cloud") {
    Till till = found().ask_discount(none());
    CHECK_FALSE(till.did<Ask>());
    CHECK(till.status() == "granted");
    CHECK(till.number("granted") == 0);
    CHECK(till.number("total") == 100'000);
    CHECK(till.number("cashback") == 10'000);
}

TEST_CASE("the limit is asked once for a cart, and again if the cart changes") {
    Till till = found().ask_discount().limits(Points(30'000)).ask_discount(points(100));
    CHECK(till.number("granted") == 100);
    CHECK(till.scan("b", 500).ask_discount().asked<loyalty::Calculate>()->total == Money(100'500));
}

TEST_CASE(
    "a discount that no prices can express is rounded down to one they can, and only that is redeemed") {
    Till till = sell();
    till.scan("a", 100, "3").present_code().finds().ask_discount(points(100)).limits(Points(300));
    CHECK(till.number("granted") == till.number("discount"));
    CHECK(300 - till.number("total") == till.number("granted"));
}

TEST_CASE("excluded goods stay outside the total and keep their price") {
    Till till = sell().scan("a", 100'000).scan_excluded("t", 20'000).present_code().finds().ask_discount();
    CHECK(till.asked<loyalty::Calculate>()->total == Money(100'000));
    till.limits(Points(30'000)).start_payment();
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.operation().cash == Money(70'000));
    CHECK(till.session().quote->lines.back().price == Money(20'000));
}

TEST_CASE("a percent discount and a certificate lower the prices and are not points") {
    Till till = found().ask_discount().limits(Points(10'000), Money(5'000), Points(20'000));
    CHECK(till.number("granted") == 10'000);
    CHECK(till.number("certificate") == 20'000);
    CHECK(till.number("discount") == 35'000);
    till.start_payment();
    CHECK(till.operation().points == Points(10'000));
    CHECK(till.operation().cash == Money(65'000));
}

TEST_CASE("a certificate alone is redeemed like points") {
    Till till = found().ask_discount().limits(Points(), {}, Points(30'000));
    CHECK(till.number("granted") == 0);
    CHECK(till.number("discount") == 30'000);
    till.start_payment();
    REQUIRE(till.did<StoreEntry>());
    CHECK(redeems(till.entry()));
    CHECK(till.confirms().close_as_quoted().did<MarkPrinted>());
}

TEST_CASE("a certificate and the programme's percent discount apply even if no points are requested") {
    Till certificate = sell().scan("a", 100'000).present(till::PresentedBy::certificate, "9900").finds();
    CHECK(certificate.ask_discount(none()).limits(Points(), {}, Points(30'000)).number("discount") == 30'000);
    Till percent = sell().scan("a", 100'000);
    percent.settings.policy = loyalty::DiscountPolicy::apply_discount;
    percent.present_phone().finds().ask_discount(none()).limits(Points(), Money(5'000));
    CHECK(percent.number("discount") == 5'000);
    CHECK(percent.start_payment().operation().points == Points());
    CHECK(percent.did<JournalNote>()->what == "priced");
}

TEST_CASE("while the link is down the cashier reads the cause, and the reason stays offline") {
    Till till = found().offline();
    CHECK(till.ask_discount().text("text") == texts::refusal(till.config.language, Errc::unreachable));
    for (const auto cause : {Errc::certificate_rejected, Errc::not_the_cloud, Errc::unauthorized}) {
        till.link_trouble = cause;
        till.ask_discount();
        CHECK(till.text("reason") == "offline");
        CHECK(till.text("text") == texts::refusal(till.config.language, cause));
    }
    Till with_code = sell().scan("a", 100'000).offline();
    with_code.link_trouble = Errc::certificate_rejected;
    with_code.present_code();
    CHECK(with_code.status() == "offline");
    CHECK(with_code.text("text") == texts::refusal(with_code.config.language, Errc::certificate_rejected));
}

TEST_CASE("a refusal states the reason and the full price and leaves no quote") {
    Till nobody = sell().scan("a", 100'000).ask_discount();
    CHECK(nobody.text("reason") == "no_customer");
    CHECK(nobody.number("total") == 100'000);
    CHECK(found().offline().ask_discount().text("reason") == "offline");
    CHECK(found().ask_discount().says_nothing(Errc::unreachable).text("reason") == "offline");
    CHECK(found().ask_discount().deadline().text("reason") == "timed_out");
    CHECK(found().ask_discount().refuses(404, Errc::not_found).text("reason") == "not_found");
    Till after = found().ask_discount().limits(Points(30'000)).offline().scan("b", 1).ask_discount();
    CHECK(after.status() == "refused");
    CHECK_FALSE(after.session().quote.has_value());
}

TEST_CASE("a phone redeems only if the programme allows it, and an offline customer never") {
    CHECK(sell().scan("a", 100).present_phone().finds().ask_discount().text("reason") ==
          "withdraw_not_permitted");
    CHECK(sell().scan("a", 100).present_phone().says_nothing().ask_discount().text("reason") == "offline");
    Till allowed = sell().scan("a", 100);
    allowed.settings.use_points_by_phone = true;
    CHECK(allowed.present_phone().finds().ask_discount().asked<loyalty::Calculate>());
}

TEST_CASE("the extra holds what any terminal needs to find the operation again") {
    const auto extra = found().ask_discount().limits(Points(30'000)).extra();
    CHECK(extra.find(R"("number":"r/1")") != std::string::npos);
}

TEST_CASE("rule 11: the receipt's footer is printed for sales only, and states no exact number offline") {
    Till till = sell().scan("a", 100'000).with_discount(30'000).print();
    CHECK(till.status() == "ok");
    CHECK(till.reply().find("lines")->items()->size() > 0);
    CHECK(Till(till::ReceiptKind::sale_return).print().reply().find("lines")->items()->empty());
}

}  // namespace tillpoints::session
