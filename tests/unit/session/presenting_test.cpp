#include <catch2/catch.hpp>

#include "till.hpp"

/// Who is this? One attempt, a deadline, and no answer is an answer too.
namespace tillpoints::session {

using till::PresentedBy;

TEST_CASE("a customer the cloud knows is told with points, and with a limit where the cart is known") {
    Till till = sell().scan("a", 100'000).present_code();
    CHECK(till.asked<loyalty::FindCustomer>()->total == Money(100'000));
    CHECK_FALSE(till.answered());
    till.finds(Points(50'000));
    CHECK(till.status() == "customer");
    CHECK(till.session().customer->points == Points(50'000));
    CHECK(till.reply().find("customer")->find("max_points")->is_null());
}

TEST_CASE("a phone the cloud does not know is read back and will be awarded") {
    Till till = sell().scan("a", 100'000).present_phone().refuses(404, Errc::not_found);
    CHECK(till.status() == "unregistered");
    CHECK(till.flag("will_award"));
    CHECK_FALSE(till.text("read_back").empty());
    CHECK(till.text("read_back").find("9161234567") == std::string::npos);
}

TEST_CASE("rule 3: a code the cloud does not know is rejected, and nobody stands at the till") {
    Till till = sell().present_code().refuses(404, Errc::not_found);
    CHECK(till.status() == "rejected");
    CHECK(till.text("reason") == "not_found");
    CHECK_FALSE(till.session().customer.has_value());
}

TEST_CASE("without an answer a phone is awarded later, and a code is worth nothing") {
    const auto fails = GENERATE(0, 1, 2, 3, 4);
    const auto no_answer = [&](Till& till) {
        if (fails == 0) till.says_nothing();
        if (fails == 1) till.refuses(503, Errc::server_failed);
        if (fails == 2) till.refuses(401, Errc::unauthorized);
        if (fails == 3) till.refuses(429, Errc::too_many_requests);
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

TEST_CASE("offline nobody is asked and the answer comes at once") {
    Till till = sell().offline().present_phone();
    CHECK(till.status() == "offline");
    CHECK_FALSE(till.did<Ask>());
}

TEST_CASE("a phone is refused where the programme knows no purchase by phone") {
    Till till = sell();
    till.settings.purchase_by_phone = false;
    CHECK(till.present_phone().status() == "rejected");
    CHECK(till.text("reason") == "purchase_by_phone_disabled");
}

TEST_CASE("a number that is no phone is an error without the number, and changes nothing") {
    Till till = sell().present_phone("not a phone");
    CHECK(till.error() == "invalid_value");
    CHECK(dump(till.reply()).find("not a phone") == std::string::npos);
    CHECK_FALSE(till.session().customer.has_value());
}

TEST_CASE("a blocked customer is rejected with the reason") {
    CHECK(sell().present_code().refuses(400, Errc::participant_blocked).text("reason") ==
          "participant_blocked");
}

TEST_CASE("a late answer, after the deadline was answered, changes nothing") {
    Till till = sell().present_phone().deadline();
    CHECK(till.finds().nothing_happened());
    CHECK(till.session().customer->known == CustomerStatus::offline);
}

TEST_CASE("presenting again replaces the customer, but never while a redemption stands") {
    Till till = sell().scan("a", 100'000).present_code("111111").finds().present_code("222222").finds();
    CHECK(till.session().customer->value == "222222");
    till.ask_discount().limits(Points(10'000)).start_payment().confirms();
    const std::string before = dump(to_json(till.session()));
    CHECK(till.present_code("333333").error() == "out_of_order");
    CHECK(dump(to_json(till.session())) == before);
}

TEST_CASE(
    "who is presented again keeps the award promised before if the power goes while the cloud is asked") {
    const Till till = sell().scan("a", 100'000).present_code("111111").finds().present_code("222222");
    const auto after_power_cut = session_from(to_json(till.session()));
    REQUIRE(after_power_cut.has_value());
    REQUIRE(after_power_cut->customer.has_value());
    CHECK(after_power_cut->customer->value == "111111");
    CHECK(after_power_cut->customer->known == CustomerStatus::found);
}

TEST_CASE("returns and other receipts know no customer") {
    CHECK(Till(till::ReceiptKind::sale_return).present_code().status() == "rejected");
    CHECK(Till(till::ReceiptKind::other).present_code().text("reason") == "unsupported");
}

TEST_CASE("a removed customer takes the offer along") {
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
