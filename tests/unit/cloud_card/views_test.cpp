#include "card_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

std::map<std::string, std::int64_t> stored_views(CardShop& shop) {
    std::map<std::string, std::int64_t> out;
    shop.storage->read([&](Transaction& db) {
        for (const auto& row : db.views.of({Timestamp(), shop.now + std::chrono::days(1)})) {
            CHECK(row.day == std::chrono::floor<std::chrono::days>(shop.now));
            out[row.page] += row.views;
        }
    });
    return out;
}

}  // namespace

TEST_CASE("views of the card are counted by day and page in memory, and stored together from time to time") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    for (const auto* page : {"session", "session", "company", "history", "invitation", "messages", "goods"})
        CHECK(browser.get(page).status == 200);
    CHECK(stored_views(shop).empty());
    shop.views.store();
    const std::map<std::string, std::int64_t> seen{{"card", 2},       {"shops", 1},    {"history", 1},
                                                   {"invitation", 1}, {"messages", 1}, {"goods", 1}};
    CHECK(stored_views(shop) == seen);
    shop.views.store();
    CHECK(stored_views(shop) == seen);
    CHECK(browser.get("history").status == 200);
    shop.views.store();
    CHECK(stored_views(shop).at("history") == 2);
}

TEST_CASE("what asks by itself, asks for more or is refused is no view of the card") {
    CardShop shop;
    Browser stranger(shop, "10.0.0.7");
    CHECK(stranger.get("history").status == 401);
    CHECK(stranger.get("nothing").status == 404);
    Browser browser(shop);
    browser.join(anna, "Anna");
    CHECK(browser.get("card").status == 200);
    const auto sale = done(shop.buy(Shop::phone(anna), Money(100'000)));
    CHECK(browser.get("history?before=" + std::to_string(sale.id.value)).status == 200);
    shop.views.store();
    CHECK(stored_views(shop).empty());
}
