#include <algorithm>

#include "card_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE(
    "no answer of any call of the card holds another's session or data, a digest, a one-time code or a PIN") {
    CardShop shop;
    Browser boris_browser(shop, "10.0.0.2");
    boris_browser.join(boris, "Boris Marker");
    const auto card_of_boris = shop.buy(Shop::phone(boris), Money(100'000));
    Browser browser(shop);
    browser.join(anna, "Anna");
    std::vector<std::string> secrets{boris, std::string(boris).substr(2), "Boris Marker", "marker-of",
                                     "a secret"};
    shop.storage->transact([&](Transaction& db) {
        const auto other = db.customers.find_by_phone(*Phone::parse(boris));
        const auto own = db.customers.find_by_phone(*Phone::parse(anna));
        db.confirmations.set_pin({own->id, "marker-of-a-pin", shop.now});
        db.cards.set_code({"marker-of-a-phone", "marker-of-a-code", shop.now + std::chrono::hours(1), 0});
        secrets.push_back(other->uid->text);
    });
    secrets.push_back(boris_browser.token);
    int answered = 0;
    for (const auto& [method, call] : CardApi::calls()) {
        if (call == "sign-out" || call == "leave") continue;
        INFO(method << " " << call);
        const auto name = std::string(call);
        const auto body = Json::object(
            {{"phone", anna}, {"code", "000000"}, {"operation", done(card_of_boris).id.value}, {"stars", 5}});
        const auto answer = method == "GET" ? browser.get(name) : browser.post(name, body);
        answered += answer.status == 200 ? 1 : 0;
        for (const auto& marker : secrets) {
            INFO(marker);
            CHECK(answer.body.find(marker) == std::string::npos);
        }
    }
    CHECK(answered >= 10);
}
