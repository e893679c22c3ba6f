#include <catch2/catch.hpp>

#include "till.hpp"

/// The cloud is asked once who the customer is; without an answer by the deadline the reply is the offline
/// one.
namespace tillpoints::session {

using till::PresentedBy;

TEST_CASE("the reply for a known customer states the points, and the redemption limit if the cart was sent") {
    Till till = sell().scan("a", 100'000).present_code();
    CHECK(till.asked<loyalty::FindCustomer>()->total == Money(100'000));
    CHECK_FALSE(till.answered());
    till.finds(Points(50'000));
    CHECK(till.status() == "customer");
    CHECK(till.session().customer->points == Points(50'000));
    CHECK(till.reply().find("customer")->find("max_points")->is_null());
}

TEST_CASE("the limit told with a customer is what a request for the maximum grants") {
    Till till;
    till.config.rules.step = Money(100);
    till.scan("a", 200'000).scan_unredeemable("b", 50'000).present_code();
    till.finds_with_limit(Points(150'000), Points(112'393));
    CHECK(*till.reply().find("customer")->find("max_points") == Json(112'300));
    CHECK(till.ask_discount(max()).number("granted") == 112'300);
}

TEST_CASE("an unregistered phone is read back to the cashier and will be awarded") {
    Till till = sell().scan("a", 100'000).present_phone().refuses(404, Errc::not_found);
    CHECK(till.status() == "unregistered");
    CHECK(till.flag("will_award"));
    CHECK_FALSE(till.text("read_back").empty());
    CHECK(till.text("read_back").find("9161234567") == std::string::npos);
}

TEST_CASE("rule 3: a code the cloud does not know is rejected, and the receipt has no customer") {
    Till till = sell().present_code().refuses(404, Errc::not_found);
    CHECK(till.status() == "rejected");
    CHECK(till.text("reason") == "not_found");
    CHECK_FALSE(till.session().customer.has_value());
}

TEST_CASE("if the cloud does not answer, a phone will be awarded later and a code is dropped") {
    const auto fails = GENERATE(0, 1, 2, 3, 4);  // link_report_test.cpp: which refusals are no answer
    const auto no_answer = [&](Till& till) {
        if (fails == 0) till.says_nothing();
        if (fails == 1) till.says_nothing(Errc::server_failed);
        if (fails == 2) till.says_nothing(Errc::unauthorized);
        if (fails == 3) till.says_nothing(Errc::too_many_requests);
        if (fails == 4) till.deadline();
    };
    Till phone = sell().present_phone();
    no_answer(phone);
    CHECK(phone.status() == "offline");
    CHECK(phone.flag("will_award"));
    Till code = sell().present_code();
    no_answer(code);
    CHECK(code.status() == "offline");
    CHECK_FALSE(code.flag("will_award"));
    CHECK_FALSE(code.session().customer.has_value());
}

TEST_CASE("offline the cloud is not asked and the reply comes at once") {
    Till till = sell().offline().present_phone();
    CHECK(till.status() == "offline");
    CHECK_FALSE(till.did<Ask>());
}

TEST_CASE("a phone is refused if the programme does not allow purchases by phone") {
    Till till = sell();
    till.settings.purchase_by_phone = false;
    CHECK(till.present_phone().status() == "rejected");
    CHECK(till.text("reason") == "purchase_by_phone_disabled");
}

TEST_CASE("an invalid phone number is an error that does not repeat the number, and changes nothing") {
    Till till = sell().present_phone("not a phone");
    CHECK(till.error() == "invalid_value");
    CHECK(dump(till.reply()).find("not a phone") == std::string::npos);
    CHECK_FALSE(till.session().customer.has_value());
}

TEST_CASE("a blocked customer is rejected with the reason") {
    CHECK(sell().present_code().refuses(400, Errc::participant_blocked).text("reason") ==
          "participant_blocked");
}

TEST_CASE("an answer that arrives after the deadline was answered changes nothing") {
    Till till = sell().present_phone().deadline();
    CHECK(till.finds().nothing_happened());
    CHECK(till.session().customer->status == CustomerStatus::offline);
}

TEST_CASE("presenting a second customer replaces the first, except during a redemption") {
    Till till = sell().scan("a", 100'000).present_code("111111").finds().present_code("222222").finds();
    CHECK(till.session().customer->value == "222222");
    till.ask_discount().limits(Points(10'000)).start_payment().confirms();
    const std::string before = dump(to_json(till.session()));
    CHECK(till.present_code("333333").error() == "out_of_order");
    CHECK(dump(to_json(till.session())) == before);
}

TEST_CASE(
    "if the power fails while the cloud is asked about a second customer, the first one keeps the award") {
    const Till till = sell().scan("a", 100'000).present_code("111111").finds().present_code("222222");
    const auto after_power_cut = session_from(to_json(till.session()));
    REQUIRE(after_power_cut.has_value());
    REQUIRE(after_power_cut->customer.has_value());
    CHECK(after_power_cut->customer->value == "111111");
    CHECK(after_power_cut->customer->status == CustomerStatus::found);
}

TEST_CASE("a customer presented on a return or other receipt is rejected") {
    CHECK(Till(till::ReceiptKind::sale_return).present_code().status() == "rejected");
    CHECK(Till(till::ReceiptKind::other).present_code().text("reason") == "unsupported");
}

TEST_CASE("removing the customer withdraws the quote") {
    Till till = sell()
                    .scan("a", 100'000)
                    .present_code()
                    .finds()
                    .ask_discount()
                    .limits(Points(10'000))
                    .remove_customer();
    CHECK(till.status() == "ok");
    CHECK_FALSE(till.session().quote.has_value());
    CHECK(till.ask_discount().text("reason") == "no_customer");
}

}  // namespace tillpoints::session
