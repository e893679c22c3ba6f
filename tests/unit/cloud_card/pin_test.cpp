#include "cloud/api/confirmations/pin_rule.hpp"

#include "card_shop.hpp"
#include "cloud/jobs/sweep.hpp"
#include "cloud/messages/confirmation_codes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

Programme confirming() {
    auto programme = electronics();
    programme.confirmation = loyalty::ConfirmationRule{points(100), true};
    return programme;
}

struct PinShop : CardShop {
    PinShop() : CardShop(confirming()) {
        service.service_info().customer_secret = "a secret";
        browser.join(anna, "Anna");
    }

    void serve_codes() {
        service.service_info().send_confirmation_code = confirmation_codes_by(settings.messages);
    }
    HttpAnswer change(const Json& pin, const Json& old = {}) {
        return browser.post("pin", Json::object({{"pin", pin}, {"old", old}}));
    }
    HttpAnswer remove(const Json& old = {}) {
        return browser.post("pin", Json::object({{"remove", true}, {"old", old}}));
    }
    bool shown(const char* member) { return *browser.card().find("pin")->find(member)->boolean(); }
    /// The static card, which identifies as a code does and does not run out.
    loyalty::Identity card() { return loyalty::ByCode{word(*browser.card().find("card"), "code")}; }
    loyalty::Answer ask(std::optional<loyalty::ConfirmBy> by = {}) {
        return service.answer(loyalty::RequestConfirmation{card(), points(200), by});
    }
    /// What a confirmation by the PIN is answered.
    Errc tried(const std::string& pin) {
        const auto begun = std::get<loyalty::Confirmation>(ask(loyalty::ConfirmBy::pin));
        const auto answer = service.answer(loyalty::GiveConfirmation{begun.id, pin});
        return std::holds_alternative<loyalty::Refusal>(answer) ? refused(answer).code : Errc();
    }
    std::vector<MessageRecord> codes() {
        auto rows = messages();
        std::erase_if(rows, [](const MessageRecord& row) { return row.template_name != "confirmation"; });
        return rows;
    }
    std::size_t listed(const char* kind) {
        const auto rows = browser.ok(browser.get("messages"));
        std::size_t count = 0;
        for (const auto& row : *rows.find("rows")->items()) count += word(row, "kind") == kind;
        return count;
    }

    Browser browser{*this};
};

}  // namespace

TEST_CASE("a PIN has four to six digits, and those that everybody tries first are none") {
    for (const auto* pin : {"2580", "19283", "770123"}) {
        CHECK(is_pin(pin));
        CHECK_FALSE(is_easy_pin(pin));
    }
    for (const auto* text : {"", "123", "1234567", "12a4", "12 4", "-123"}) CHECK_FALSE(is_pin(text));
    for (const auto* pin :
         {"0000", "1234", "12345", "4321", "987654", "7890", "2109", "1212", "123123", "777777"})
        CHECK(is_easy_pin(pin));
}

TEST_CASE("a customer sets a PIN in the card, changes it with the old one and removes it") {
    PinShop shop;
    CHECK_FALSE(shop.shown("set"));
    CHECK(error_of(shop.change("123")) == "wrong_input");
    CHECK(error_of(shop.change("1234")) == "easy_pin");
    shop.browser.ok(shop.change("2580"));
    CHECK(shop.shown("set"));
    shop.now += 10min;
    CHECK(shop.shown("old_needed"));
    CHECK(error_of(shop.change("4711")) == "wrong_pin");
    CHECK(error_of(shop.change("4711", "2581")) == "wrong_pin");
    CHECK(shop.tried("2580") == Errc());
    shop.browser.ok(shop.change("4711", "2580"));
    CHECK(shop.tried("2580") == Errc::confirmation_wrong);
    CHECK(shop.tried("4711") == Errc());
    for (const auto* body : {"{\"old\":\"4711\"}", "{\"pin\":null,\"remove\":false,\"old\":\"4711\"}",
                             "{\"pin\":\"8520\",\"remove\":true,\"old\":\"4711\"}"})
        CHECK(shop.browser.post("pin", parse_json(body).value()).status == 400);
    CHECK(shop.shown("set"));
    CHECK(error_of(shop.remove("2580")) == "wrong_pin");
    shop.browser.ok(shop.remove("4711"));
    CHECK_FALSE(shop.shown("set"));
    CHECK(refused(shop.ask(loyalty::ConfirmBy::pin)).code == Errc::confirmation_unavailable);
}

TEST_CASE("a forgotten PIN is replaced within ten minutes after the phone was confirmed anew") {
    PinShop shop;
    shop.browser.ok(shop.change("2580"));
    CHECK_FALSE(shop.shown("old_needed"));
    shop.now += 1h;
    CHECK(error_of(shop.change("4711")) == "wrong_pin");
    shop.browser.sign_in(anna);
    shop.browser.ok(shop.change("4711"));
    CHECK(shop.tried("4711") == Errc());
    // The other browser is of somebody else, and reaches only the own PIN.
    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    other.ok(other.post("pin", Json::object({{"pin", "8520"}})));
    CHECK(shop.tried("4711") == Errc());
}

TEST_CASE("wrong PINs in the card and at tills are counted together") {
    PinShop shop;
    shop.browser.ok(shop.change("2580"));
    shop.now += 1h;
    for (int i = 0; i < 4; ++i) {
        CHECK(error_of(shop.change("4711", "9999")) == "wrong_pin");
        CHECK(shop.tried("9999") == Errc::confirmation_wrong);
    }
    const auto refused_now = shop.change("4711", "2580");
    CHECK(refused_now.status == 429);
    CHECK(header_of(refused_now.headers, "Retry-After") == "1800");
    CHECK(refused(shop.ask(loyalty::ConfirmBy::pin)).code == Errc::confirmation_unavailable);
    shop.now += 30min;
    shop.browser.ok(shop.change("4711", "2580"));
}

TEST_CASE("a page that sends no old PIN uses up no try") {
    PinShop shop;
    shop.browser.ok(shop.change("2580"));
    shop.now += 1h;
    for (int i = 0; i < 12; ++i) CHECK(error_of(shop.change("4711")) == "wrong_pin");
    shop.browser.ok(shop.change("4711", "2580"));
}

TEST_CASE("a PIN is changed by the page with its token only") {
    PinShop shop;
    Browser nobody(shop);
    CHECK(error_of(nobody.post("pin", Json::object({{"pin", "2580"}}))) == "not_signed_in");
    nobody.cookie = shop.browser.cookie;
    CHECK(error_of(nobody.post("pin", Json::object({{"pin", "2580"}}))) == "wrong_page_token");
    CHECK_FALSE(shop.shown("set"));
}

TEST_CASE("a code comes to the card, and by the bot or else by the hook, also at night and without consent") {
    PinShop shop;
    CHECK(refused(shop.ask()).code == Errc::confirmation_unavailable);
    shop.now += 23h;
    shop.serve_codes();
    CHECK(std::holds_alternative<loyalty::Confirmation>(shop.ask()));
    REQUIRE(shop.codes().size() == 1);
    CHECK(shop.codes()[0].channel == Channel::app);
    shop.settings.messages.hook = true;
    shop.serve_codes();
    shop.ask();
    REQUIRE(shop.codes().size() == 3);
    CHECK(shop.codes()[1].channel == Channel::hook);
    CHECK(shop.codes()[1].address == anna);
    CHECK(shop.codes()[1].due == shop.now);
    CHECK(shop.codes()[1].values == shop.codes()[2].values);
    shop.settings.messages.telegram = true;
    shop.serve_codes();
    shop.storage->transact([&](Transaction& db) {
        const auto customer = db.customers.find_by_phone(*Phone::parse(anna))->id;
        db.telegram.set({77, customer, loyalty::Language::russian, {}, true});
    });
    shop.ask();
    REQUIRE(shop.codes().size() == 5);
    CHECK(shop.codes()[3].channel == Channel::telegram);
    CHECK(shop.codes()[4].channel == Channel::app);
}

TEST_CASE("the card shows the code while it is valid, and what it said is erased afterwards") {
    PinShop shop;
    shop.serve_codes();
    const auto begun = std::get<loyalty::Confirmation>(shop.ask());
    CHECK(number(shop.browser.card(), "unread") == 2);  // the welcome, too
    CHECK(shop.listed("confirmation") == 1);
    const auto code = shop.codes()[0].values.at("code");
    const auto given =
        std::get<loyalty::Confirmation>(shop.service.answer(loyalty::GiveConfirmation{begun.id, code}));
    CHECK(given.given);
    loyalty::CreateOperation sale;
    sale.who = shop.card();
    sale.total = roubles(10'000);
    sale.points = points(200);
    sale.cash = roubles(9'800);
    sale.confirmation = begun.id;
    done(shop.service.answer(sale));
    forget_codes_in_cards(shop.service);
    CHECK(shop.listed("confirmation") == 1);
    shop.now += 3min;
    CHECK(shop.listed("confirmation") == 0);
    CHECK(shop.listed("welcome") == 1);
    forget_codes_in_cards(shop.service);
    CHECK(shop.codes()[0].values.empty());
    CHECK(shop.codes()[0].state == MessageState::delivered);
    CHECK_FALSE(shop.codes()[0].due);
}

TEST_CASE("a code that nobody looked at is dropped, and erased with what it said") {
    PinShop shop;
    shop.serve_codes();
    shop.ask();
    shop.now += 3min;
    CHECK(number(shop.browser.card(), "unread") == 1);
    forget_codes_in_cards(shop.service);
    CHECK(shop.codes()[0].state == MessageState::dropped);
    CHECK(shop.codes()[0].values.empty());
}

TEST_CASE("who leaves takes PIN and confirmations along, and the daily sweep removes those that are over") {
    PinShop shop;
    shop.serve_codes();
    shop.browser.ok(shop.change("2580"));
    const auto begun = std::get<loyalty::Confirmation>(shop.ask());
    const auto kept = [&](const std::string& id) {
        bool found = false;
        shop.storage->read([&](Transaction& db) { found = db.confirmations.find(id).has_value(); });
        return found;
    };
    shop.now = begun.expires + 24h - 1ms;
    CHECK(sweep(shop.service).confirmations == 0);
    shop.now += 1ms;
    CHECK(sweep(shop.service).confirmations == 1);
    CHECK_FALSE(kept(begun.id));
    const auto later = std::get<loyalty::Confirmation>(shop.ask()).id;
    ParticipantId id;
    shop.storage->read([&](Transaction& db) { id = db.customers.find_by_phone(*Phone::parse(anna))->id; });
    shop.browser.ok(shop.browser.post("leave"));
    CHECK_FALSE(kept(later));
    shop.storage->read([&](Transaction& db) { CHECK_FALSE(db.confirmations.pin_of(id)); });
}
