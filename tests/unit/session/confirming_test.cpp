#include <catch2/catch.hpp>

#include "till.hpp"

/// The customer confirms a redemption before anything is redeemed.
namespace tillpoints::session {
namespace {

using loyalty::ConfirmBy;

/// 300 points are offered; the programme wants more than 200 confirmed.
Till offered(std::int64_t above = 20'000) {
    return sell()
        .wants_confirmation(Points(above))
        .scan("a", 100'000)
        .present_code()
        .finds()
        .ask_discount()
        .limits(Points(30'000));
}

}  // namespace

TEST_CASE("an offer says that it has to be confirmed, one within the programme's sum does not") {
    CHECK(offered().flag("confirmation_needed"));
    CHECK_FALSE(offered(30'000).flag("confirmation_needed"));
    CHECK(offered(30'000).start_payment().did<StoreEntry>());
}

TEST_CASE("the confirmation is begun for the points offered, and the cashier reads what to ask for") {
    Till till = offered().ask_confirmation();
    REQUIRE(till.asked<loyalty::RequestConfirmation>());
    CHECK(till.asked<loyalty::RequestConfirmation>()->points == Points(30'000));
    CHECK(till.asked<loyalty::RequestConfirmation>()->who == loyalty::Identity(loyalty::ByCode{"123456"}));
    CHECK_FALSE(till.asked<loyalty::RequestConfirmation>()->by);
    till.begins_confirmation(ConfirmBy::pin);
    CHECK(till.status() == "waiting");
    CHECK(till.text("by") == "pin");
    CHECK(till.number("expires_in") == 180);
    CHECK(till.text("text").find("ПИН") != std::string::npos);
    CHECK(till.ask_confirmation(true).asked<loyalty::RequestConfirmation>()->by == ConfirmBy::code);
    CHECK(till.begins_confirmation().text("by") == "code");
}

TEST_CASE("what the customer says goes to the cloud, and then the redemption names the confirmation") {
    Till till = offered().ask_confirmation().begins_confirmation().enter("471100");
    REQUIRE(till.asked<loyalty::GiveConfirmation>());
    CHECK(*till.asked<loyalty::GiveConfirmation>() == loyalty::GiveConfirmation{"c7", "471100"});
    till.takes_confirmation();
    CHECK(till.status() == "confirmed");
    CHECK(till.number("granted") == 30'000);
    CHECK(till.start_payment().operation().confirmation == "c7");
    CHECK(till.confirms().status() == "confirmed");
}

TEST_CASE("nothing is redeemed before the confirmation, and the offer stays") {
    Till till = offered().start_payment();
    CHECK(till.status() == "refused");
    CHECK(till.text("reason") == "confirmation_required");
    CHECK(till.reply().find("quote"));
    CHECK_FALSE(till.did<StoreEntry>());
    CHECK(till.ask_confirmation().begins_confirmation().start_payment().text("reason") ==
          "confirmation_required");
    CHECK(till.enter("471100").takes_confirmation().start_payment().did<StoreEntry>());
}

TEST_CASE("the receipt is paid at the full price if the customer does not confirm") {
    Till till = offered().ask_confirmation().begins_confirmation();
    CHECK(till.start_payment_with(till.full(), "").number("granted") == 0);
    CHECK(till.close_at_full_price().status() == "stored");
    CHECK(till.operation().points == Points());
}

TEST_CASE("a wrong answer may be tried again, a dead confirmation has to begin again") {
    Till till =
        offered().ask_confirmation().begins_confirmation().enter("1").refuses(400, Errc::confirmation_wrong);
    CHECK(till.text("reason") == "confirmation_wrong");
    CHECK(till.enter("2").asked<loyalty::GiveConfirmation>());
    CHECK(till.refuses(400, Errc::confirmation_required).text("reason") == "confirmation_required");
    CHECK(till.enter("3").text("reason") == "confirmation_required");
    CHECK_FALSE(till.did<Ask>());
    CHECK(till.ask_confirmation().asked<loyalty::RequestConfirmation>());
}

TEST_CASE("a confirmation that nobody answers in time is refused, and the receipt goes on") {
    Till till = offered().ask_confirmation().deadline();
    CHECK(till.status() == "refused");
    CHECK(till.text("reason") == "timed_out");
    CHECK(till.ask_confirmation().begins_confirmation().enter("471100").says_nothing().text("reason") ==
          "timed_out");
    CHECK(till.enter("471100").takes_confirmation().status() == "confirmed");
}

TEST_CASE("a confirmation holds for a smaller offer, and not for a larger one or another customer") {
    Till till = offered().ask_confirmation().begins_confirmation().enter("471100").takes_confirmation();
    SECTION("smaller") {
        till.scan("b", 10'000).ask_discount(points(25'000)).limits(Points(40'000));
        CHECK_FALSE(till.flag("confirmation_needed"));
        CHECK(till.start_payment().operation().confirmation == "c7");
    }
    SECTION("larger") {
        till.scan("b", 10'000).ask_discount().limits(Points(40'000));
        CHECK(till.flag("confirmation_needed"));
        CHECK(till.start_payment().text("reason") == "confirmation_required");
    }
    SECTION("another customer") {
        till.present_code("654321").finds().ask_discount().limits(Points(30'000));
        CHECK(till.flag("confirmation_needed"));
    }
}

TEST_CASE("the same customer presented again, as after a changed cart, has confirmed already") {
    Till till = offered().ask_confirmation().begins_confirmation().enter("471100").takes_confirmation();
    till.scan("b", 10'000).present_code().finds().ask_discount(points(25'000)).limits(Points(40'000));
    CHECK_FALSE(till.flag("confirmation_needed"));
    CHECK(till.start_payment().operation().confirmation == "c7");
}

TEST_CASE("a confirmation whose time is over is asked for again before anything is sent") {
    Till till = offered().ask_confirmation().begins_confirmation().enter("471100").takes_confirmation();
    till.now += 10min;
    CHECK(till.start_payment().text("reason") == "confirmation_required");
    CHECK(till.reply().find("quote"));
    CHECK_FALSE(till.did<StoreEntry>());
}

TEST_CASE("a programme that begins to want confirmations during a receipt tells so with the next offer") {
    Till till = sell().scan("a", 100'000).present_code().finds().ask_discount().limits(Points(30'000));
    till.start_payment().refuses_redemption(Errc::confirmation_required);
    CHECK(till.text("reason") == "confirmation_required");
    till.wants_confirmation(Points(20'000)).ask_discount();
    REQUIRE(till.asked<loyalty::Calculate>());
    CHECK(till.limits(Points(30'000)).flag("confirmation_needed"));
}

TEST_CASE("what the customer has given stays if more cannot be asked for") {
    Till till = offered().ask_confirmation().begins_confirmation().enter("471100").takes_confirmation();
    till.scan("b", 10'000).ask_discount().limits(Points(40'000)).ask_confirmation();
    CHECK(till.refuses(400, Errc::confirmation_unavailable).text("reason") == "confirmation_unavailable");
    CHECK_FALSE(till.ask_discount(points(25'000)).flag("confirmation_needed"));
}

TEST_CASE("a redemption that is taken back takes its confirmation with it") {
    Till till = sell()
                    .wants_confirmation(Points(20'000))
                    .scan("a", 100'000)
                    .present_phone()
                    .finds()
                    .ask_discount()
                    .limits(Points(30'000));
    till.ask_confirmation()
        .begins_confirmation()
        .enter("471100")
        .takes_confirmation()
        .start_payment()
        .confirms();
    till.abandon().settles().ask_discount().limits(Points(30'000));
    CHECK(till.flag("confirmation_needed"));
}

TEST_CASE("a confirmation that expired at the cloud has to begin again") {
    Till till = offered()
                    .ask_confirmation()
                    .begins_confirmation()
                    .enter("471100")
                    .takes_confirmation()
                    .start_payment();
    CHECK(till.refuses_redemption(Errc::confirmation_required).text("reason") == "confirmation_required");
    CHECK(till.ask_discount().limits(Points(30'000)).flag("confirmation_needed"));
}

TEST_CASE(
    "a host without a payment event is refused and offered the quote, and redeems once it is confirmed") {
    Till till =
        sell().commit_host().wants_confirmation(Points(20'000)).scan("a", 100'000).present_code().finds();
    till.ask_discount().limits(Points(30'000));
    CHECK(till.text("reason") == "confirmation_required");
    REQUIRE(till.reply().find("quote"));
    CHECK(till.ask_confirmation().begins_confirmation().enter("471100").takes_confirmation().status() ==
          "confirmed");
    CHECK(till.ask_discount().did<StoreEntry>());
    CHECK(till.confirms().flag("committed"));
}

TEST_CASE("an event for another offer is an error, and one that needs no confirmation is confirmed at once") {
    Till till = offered();
    till.take(till::Event(till::ConfirmationRequested{ReceiptId("r"), QuoteId("other"), "", false}));
    CHECK(till.error() == "invalid_value");
    CHECK(sell().scan("a", 100).ask_confirmation().error() == "invalid_value");
    CHECK(offered(30'000).ask_confirmation().status() == "confirmed");
    CHECK_FALSE(offered(30'000).ask_confirmation().did<Ask>());
}

TEST_CASE("without a link nothing can be confirmed, and no more is redeemed than needs no confirmation") {
    Till till = offered().offline().ask_confirmation();
    CHECK(till.text("reason") == "offline");
    Till by_card = sell()
                       .redeems_offline()
                       .caches(Points(50'000), "card-1")
                       .wants_confirmation(Points(20'000))
                       .offline();
    by_card.scan("a", 100'000).present(till::PresentedBy::card, "card-1").ask_discount();
    CHECK(by_card.number("granted") == 20'000);
    Till by_phone =
        sell().redeems_offline().caches(Points(50'000)).wants_confirmation(Points(20'000)).offline();
    CHECK(by_phone.scan("a", 100'000).present_phone().ask_discount().status() == "refused");
}

TEST_CASE("a power cut forgets the confirmation and nothing else") {
    Till till =
        offered().ask_confirmation().begins_confirmation().enter("471100").takes_confirmation().power_cut();
    CHECK_FALSE(till.session().confirmation);
    CHECK(till.ask_discount().limits(Points(30'000)).start_payment().text("reason") ==
          "confirmation_required");
}

}  // namespace tillpoints::session
