#include "card_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

std::string other_than(const std::string& code) {
    return code == "000000" ? "111111" : "000000";
}

/// The statements that answer a request, without its times and values: what an observer could measure.
std::string shape(const HttpAnswer& answer) {
    std::string out = std::to_string(answer.status) + answer.body;
    for (const auto& [name, value] : answer.headers) out += name;
    return out;
}

}  // namespace

TEST_CASE(
    "a phone is confirmed by the code that was sent there, once, and the code is stored as a keyed hash") {
    CardShop shop;
    Browser browser(shop);
    browser.ok(browser.ask_code("8 701 000-00-01"));
    const auto code = shop.code_for(anna);
    CHECK(code.size() == 6);
    shop.storage->read([&](Transaction& db) {
        const auto kept = db.cards.find_code(anna).value();
        CHECK(kept.hash.find(code) == std::string::npos);
        CHECK(kept.hash.size() == 64);
    });
    CHECK(error_of(browser.confirm(anna, other_than(code))) == "wrong_code");
    CHECK_FALSE(*browser.ok(browser.confirm(anna, code)).find("joined")->boolean());
    CHECK(error_of(browser.confirm(anna, code)) == "wrong_code");
}

TEST_CASE("the fifth wrong try is the last, and a new code gives five others") {
    CardShop shop;
    Browser browser(shop);
    browser.ok(browser.ask_code(anna));
    const auto code = shop.code_for(anna);
    for (int i = 0; i < 5; ++i) CHECK(error_of(browser.confirm(anna, other_than(code))) == "wrong_code");
    CHECK(error_of(browser.confirm(anna, code)) == "wrong_code");
    browser.ok(browser.ask_code(anna));
    browser.ok(browser.confirm(anna, shop.code_for(anna)));
}

TEST_CASE("a code lives five minutes, and a newer one ends it") {
    CardShop shop;
    Browser browser(shop);
    browser.ok(browser.ask_code(anna));
    const auto first = shop.code_for(anna);
    browser.ok(browser.ask_code(anna));
    const auto second = shop.code_for(anna);
    if (first != second) CHECK(error_of(browser.confirm(anna, first)) == "wrong_code");
    shop.now += 5min;
    CHECK(error_of(browser.confirm(anna, second)) == "wrong_code");
}

TEST_CASE("codes are limited for a phone, for an address and in all, and the buckets tell no phone") {
    CardShop shop;
    Browser browser(shop);
    for (int i = 0; i < 3; ++i) CHECK(browser.ask_code(anna).status == 200);
    const auto fourth = Browser(shop, "10.0.0.2").ask_code(anna);
    CHECK(fourth.status == 429);
    CHECK_FALSE(header_of(fourth.headers, "Retry-After").empty());
    int sent = 0;
    const auto phone = [](int i) { return "+7701" + std::to_string(2'000'000 + i); };
    while (browser.ask_code(phone(sent)).status == 200) ++sent;
    CHECK(sent == 17);
    for (int address = 0; shop.messages().size() < 300; ++address)
        Browser(shop, "10.1.0." + std::to_string(address)).ask_code(phone(1000 + address));
    CHECK(Browser(shop, "10.2.0.1").ask_code(phone(5000)).status == 429);
    shop.storage->read([&](Transaction& db) {
        for (const auto& alarm : db.failed_lookups.alarms(1000))
            CHECK(alarm.bucket.who.find("7701") == std::string::npos);
    });
    shop.now += 1h;
    CHECK(browser.ask_code(anna).status == 200);
}

TEST_CASE("whoever tries codes of many phones is stopped after twenty wrong ones") {
    CardShop shop;
    Browser guesser(shop, "10.0.0.9");
    for (int i = 0; i < 20; ++i)
        CHECK(error_of(guesser.confirm("+7701" + std::to_string(2'000'000 + i), "000000")) == "wrong_code");
    CHECK(guesser.confirm("+77013000000", "000000").status == 429);
    Browser honest(shop);
    honest.sign_in(anna);
}

TEST_CASE("nobody learns at joining whether a phone is known: the same answers and the same work") {
    CardShop shop;
    shop.join("Anna", anna);
    const auto known = shape(Browser(shop, "10.0.0.1").ask_code(anna));
    const auto after_known = shop.messages().size();
    const auto unknown = shape(Browser(shop, "10.0.0.2").ask_code("+77010000002"));
    CHECK(known == unknown);
    CHECK(shop.messages().size() == 2 * after_known);
    CHECK(shape(Browser(shop).confirm(anna, other_than(shop.code_for(anna)))) ==
          shape(Browser(shop).confirm("+77010000009", "000000")));
}

TEST_CASE("a code that no sender took in time is erased") {
    CardShop shop;
    Browser(shop).ask_code(anna);
    drop_late_messages(shop.service, Channel::hook);
    CHECK(shop.messages().at(0).state == MessageState::queued);
    shop.now += 5min;
    drop_late_messages(shop.service, Channel::hook);
    CHECK(shop.messages().at(0).state == MessageState::dropped);
    CHECK(shop.messages().at(0).values.empty());
}
