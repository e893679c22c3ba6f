#include <catch2/catch.hpp>

#include "shop.hpp"

/// Redemptions that the programme wants confirmed, with a code that the cloud sends.
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

/// Nobody takes what is sent to this hook, so it stays in the outbox.
const std::vector<std::string> sends_codes{"--message-hook=http://127.0.0.1:9"};
const Json wants_confirmation = {{"redemption_confirmation", {{"above", 100}, {"by_phone", true}}}};

Json ask_customer(Shop& shop, const std::string& receipt, const Json& offer,
                  const Json& more = Json::object()) {
    Json event{{"receipt_id", receipt}, {"quote_id", offer.at("quote_id")}};
    event.update(more);
    return shop.host().say("confirmation_requested", event);
}

/// The code that was sent last, as it stands in the back office's outbox.
std::string code_sent(Shop& shop) {
    std::string code;
    const auto messages = shop.cloud.office("GET", "/messages");
    for (const auto& row : messages.at("rows")) {
        if (!row.at("text").is_string()) continue;
        const auto text = row.at("text").get<std::string>();
        const auto first = text.find_first_of("0123456789");
        if (first != std::string::npos)
            code = text.substr(first, text.find_first_not_of("0123456789", first) - first);
    }
    return code;
}

}  // namespace

TEST_CASE(
    "a redemption above the programme's sum is made once the customer has said the code, and only once") {
    Shop shop(Json::object(), sends_codes, {}, wants_confirmation);
    const auto ann = shop.cloud.register_customer("+79990000951");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(receipt, "max");
    REQUIRE(offer.at("confirmation_needed") == true);
    const auto refused = shop.pay(receipt, offer);
    CHECK(refused.at("reason") == "confirmation_required");
    CHECK(shop.host().entries_of(receipt).empty());

    const auto waiting = ask_customer(shop, receipt, offer);
    REQUIRE(waiting.at("status") == "waiting");
    CHECK(waiting.at("by") == "code");
    CHECK(waiting.at("expires_in") > 120);
    CHECK(ask_customer(shop, receipt, offer, {{"value", "wrong"}}).at("reason") == "confirmation_wrong");
    const auto code = code_sent(shop);
    REQUIRE(code.size() == 6);
    CHECK(ask_customer(shop, receipt, offer, {{"value", code}}).at("status") == "confirmed");
    const auto paid = shop.pay(receipt, offer);
    CHECK(paid.at("status") == "confirmed");
    CHECK(paid.at("granted") == offer.at("granted"));
    CHECK(shop.close(receipt, offer.at("positions")).at("status") == "confirmed");
}

TEST_CASE(
    "a cloud that is cut off while the customer confirms costs the receipt its discount and nothing else") {
    Shop shop(Json::object(), sends_codes, {}, wants_confirmation);
    const auto ann = shop.cloud.register_customer("+79990000952");
    const auto receipt = shop.open_receipt();
    shop.present_code(receipt, shop.cloud.code_of(ann));
    const auto offer = shop.ask_discount(receipt, "max");
    shop.cloud.freeze();
    CHECK(ask_customer(shop, receipt, offer).at("status") == "refused");
    CHECK(shop.host().waited() < 3s);
    shop.cloud.thaw();
    CHECK(shop.pay(receipt).at("granted") == 0);
    CHECK(shop.close(receipt, Shop::full_price()).at("status") == "stored");
}

TEST_CASE("a confirmation that expired before the payment is asked for again") {
    Shop shop(Json::object(), sends_codes, {}, wants_confirmation);
    const auto ann = shop.cloud.register_customer("+79990000953");
    const auto card = shop.cloud.card_of(ann);
    const auto receipt = shop.open_receipt();
    shop.present(receipt, "card", card);
    const auto offer = shop.ask_discount(receipt, "max");
    ask_customer(shop, receipt, offer);
    REQUIRE(ask_customer(shop, receipt, offer, {{"value", code_sent(shop)}}).at("status") == "confirmed");
    shop.cloud.advance_time(std::chrono::hours(1));
    CHECK(shop.pay(receipt, offer).at("reason") == "confirmation_required");
    const auto again = shop.ask_discount(receipt, "max");
    REQUIRE(again.at("confirmation_needed") == true);
    ask_customer(shop, receipt, again);
    CHECK(ask_customer(shop, receipt, again, {{"value", code_sent(shop)}}).at("status") == "confirmed");
    CHECK(shop.pay(receipt, again).at("status") == "confirmed");
}
