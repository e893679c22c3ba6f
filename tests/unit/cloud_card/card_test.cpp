#include "card_shop.hpp"

#include "cloud/backoffice/backoffice.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

namespace {

const Json& first(const Json& rows) {
    return rows.find("rows")->items()->at(0);
}

}  // namespace

TEST_CASE("a newcomer by a source's code joins once, with the welcome points and the consent's date") {
    CardShop shop;
    Browser browser(shop);
    CHECK(error_of(browser.get("card")) == "not_signed_in");
    browser.sign_in(anna);
    CHECK(error_of(browser.get("card")) == "not_joined");
    const auto unknown = Json::object({{"name", "Anna"}, {"invitation", "tv"}});
    CHECK(error_of(browser.post("join", unknown)) == "unknown_invitation");
    browser.join(anna, "Anna", "instagram");
    CHECK(error_of(browser.post("join", Json::object({{"name", "Anna"}}))) == "joined_already");
    const auto card = browser.card();
    CHECK(number(card, "points") == 50'000);
    CHECK(word(card, "name") == "Anna");
    CHECK(word(*card.find("tier"), "name") == "Silver");
    CHECK(number(*card.find("next"), "spend") == 10'000'000);
    const auto& consents = *card.find("consents");
    CHECK(*consents.find("app")->find("given")->boolean());
    CHECK(word(*consents.find("app"), "since") == to_text(shop.now));
    CHECK_FALSE(*consents.find("hook")->find("given")->boolean());
    shop.storage->read([&](Transaction& db) {
        CHECK(db.customers.find_by_phone(*Phone::parse(anna))->source == "instagram");
    });
}

TEST_CASE("a friend who joins by an invitation and buys is counted and rewarded") {
    CardShop shop;
    Browser inviter(shop);
    inviter.join(anna, "Anna");
    const auto invitation = inviter.ok(inviter.get("invitation"));
    CHECK(word(invitation, "link") == "http://127.0.0.1:8080/card/?i=" + word(invitation, "code"));
    Browser(shop, "10.0.0.2").join(boris, "Boris", word(invitation, "code"));
    done(shop.buy(Shop::phone(boris), Money(1'000'000)));
    const auto brought = inviter.ok(inviter.get("invitation"));
    CHECK(number(brought, "invited") == 1);
    CHECK(number(brought, "bought") == 1);
    CHECK(number(brought, "earned") == 50'000 + 15'000);
    shop.audit();
}

TEST_CASE("the card's code identifies its owner at a till, and the purchase is in the history, to be rated") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto code = browser.ok(browser.post("card-code"));
    CHECK(number(code, "seconds") == 45 * 60);
    CHECK(number(*code.find("qr"), "size") == 21);
    const auto sale =
        done(shop.buy(loyalty::ByCode{word(code, "code")}, Money(100'000), Points(10'000), {}, "17/1"));
    const auto history = browser.ok(browser.get("history"));
    const auto& row = first(history);
    CHECK(number(row, "total") == 100'000);
    CHECK(number(row, "points") == 10'000);
    CHECK(word(row, "receipt") == "17/1");
    CHECK(row.find("stars")->is_null());
    const auto rating =
        Json::object({{"operation", sale.id.value}, {"stars", 4}, {"comment", "<b>good</b>"}});
    browser.ok(browser.post("rate", rating));
    CHECK(number(first(browser.ok(browser.get("history"))), "stars") == 4);
    CHECK(word(first(browser.ok(browser.get("history"))), "comment") == "<b>good</b>");
    const auto static_card = word(*browser.card().find("card"), "code");
    done(shop.buy(loyalty::ByCode{static_card}, Money(100'000)));
}

TEST_CASE("the history comes in pages, the newest first, with refunds") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    for (int i = 0; i < 31; ++i) {
        shop.now += 1min;
        done(shop.buy(Shop::phone(anna), Money(1000 + i)));
    }
    const auto sale = done(shop.buy(Shop::phone(anna), Money(5'000)));
    shop.now += 1min;
    done(shop.refund(sale.id));
    const auto page = browser.ok(browser.get("history"));
    CHECK(page.find("rows")->items()->size() == 30);
    CHECK(*page.find("more")->boolean());
    CHECK(word(first(page), "kind") == "refund");
    CHECK(*page.find("rows")->items()->at(1).find("returned")->boolean());
    const auto last = number(page.find("rows")->items()->back(), "id");
    const auto rest = browser.ok(browser.get("history?before=" + std::to_string(last)));
    CHECK(rest.find("rows")->items()->size() == 3);
    CHECK_FALSE(*rest.find("more")->boolean());
}

TEST_CASE("nobody reaches another customer's data, whatever ids a request names") {
    CardShop shop;
    Browser owner(shop);
    owner.join(anna, "Anna");
    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    const auto sale = done(shop.buy(Shop::phone(anna), Money(100'000)));
    const auto id = std::to_string(sale.id.value);
    CHECK(other.get("history?before=" + id).status == 404);
    const auto rating = Json::object({{"operation", sale.id.value}, {"stars", 1}});
    CHECK(other.post("rate", rating).status == 404);
    CHECK(
        other.ok(other.get("history?customer=1&phone=%2B77010000001&uid=1")).find("rows")->items()->empty());
    const auto smuggled = Json::object({{"phone", anna}, {"customer", 1}, {"language", "en"}});
    other.ok(other.post("settings", smuggled));
    CHECK(word(owner.card(), "language") == "ru");
    CHECK(word(other.card(), "language") == "en");
    shop.storage->read([&](Transaction& db) { CHECK_FALSE(db.ratings.find(sale.id)); });
}

TEST_CASE("a change needs the session's cookie and the page's token, and comes from the page itself") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto token = browser.token;
    browser.token = "another";
    CHECK(error_of(browser.post("leave")) == "wrong_page_token");
    browser.token = token;
    auto headers = browser.headers();
    headers.emplace_back("Tillpoints-Page-Token", token);
    const auto leave = [&](HttpHeaders more) {
        auto all = headers;
        all.insert(all.end(), more.begin(), more.end());
        return error_of(shop.api.serve_call({"POST", "/card/api/leave", all, "{}"}));
    };
    const std::pair<std::string, std::string> json{"Content-Type", "application/json"};
    CHECK(leave({json, {"Origin", "https://evil.example"}}) == "foreign_origin");
    CHECK(leave({json, {"Sec-Fetch-Site", "cross-site"}}) == "foreign_origin");
    CHECK(leave({{"Content-Type", "text/plain"}}) == "wrong_type");
    auto renamed = browser.headers();
    renamed.front().second = "evil.example:8080";
    CHECK(error_of(shop.api.serve_call({"GET", "/card/api/card", renamed, {}})) == "foreign_host");
    CHECK(word(browser.card(), "name") == "Anna");
}

TEST_CASE(
    "the session's cookie is unreadable for scripts, kept to this site, and new with each confirmation") {
    CardShop shop;
    Browser browser(shop);
    browser.ask_code(anna);
    browser.cookie = "tillpoints-card=planted";
    const auto answer = browser.confirm(anna, shop.code_for(anna));
    const std::string cookie(header_of(answer.headers, "Set-Cookie"));
    for (const auto* part : {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("planted") == std::string::npos);
    CHECK(header_of(answer.headers, "Cache-Control") == "no-store");
    CHECK(header_of(answer.headers, "Content-Security-Policy").find("default-src 'none'") !=
          std::string::npos);
    shop.settings.origin = page_origin(true, "127.0.0.1", 8080, {});
    CHECK(card_cookie(shop.settings, "x").starts_with("__Host-tillpoints-card=x; "));
    CHECK(card_cookie(shop.settings, "x").find("; Secure") != std::string::npos);
}

TEST_CASE("a session ends by signing out and after half a year without use") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    shop.now += std::chrono::days(100);
    browser.card();
    shop.now += std::chrono::days(100);
    browser.card();
    shop.now += std::chrono::days(181);
    CHECK(error_of(browser.get("card")) == "not_signed_in");
    browser.sign_in(anna);
    const auto cookie = browser.cookie;
    browser.ok(browser.post("sign-out"));
    browser.cookie = cookie;
    CHECK(error_of(browser.get("card")) == "not_signed_in");
}

TEST_CASE(
    "who leaves is erased, points history stays under the number, and coming back brings no welcome again") {
    CardShop shop;
    Browser friends(shop, "10.0.0.2");
    friends.join(boris, "Boris");
    const auto invitation = word(friends.ok(friends.get("invitation")), "code");
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto code = word(browser.ok(browser.post("card-code")), "code");
    const auto card = word(*browser.card().find("card"), "code");
    const auto sale = done(shop.buy(Shop::phone(anna), Money(100'000)));
    browser.ok(browser.post(
        "rate", Json::object({{"operation", sale.id.value}, {"stars", 5}, {"comment", "I am Anna"}})));
    shop.storage->transact([&](Transaction& db) {
        PersonRecord author;
        author.login = "owner";
        db.notes.add({0, db.operations.find(sale.id)->customer, *db.people.add(author), shop.now, "Is Anna"});
    });
    const auto cookie = browser.cookie;
    browser.ok(browser.post("leave"));
    browser.cookie = cookie;
    CHECK(error_of(browser.get("card")) == "not_signed_in");
    for (const auto& shown : {code, card})
        CHECK(
            std::holds_alternative<loyalty::Refusal>(shop.service.answer(Shop::by(loyalty::ByCode{shown}))));
    shop.storage->read([&](Transaction& db) {
        const auto left = db.customers.find(db.operations.find(sale.id)->customer).value();
        CHECK(left.name.empty());
        CHECK_FALSE(left.phone);
        CHECK(left.blocked);
        CHECK(db.notes.of_customer(left.id).empty());
        CHECK(db.operations.of_customer(left.id, {}, 10).size() == 1);
        CHECK_FALSE(db.ratings.find(sale.id)->comment);
        CHECK(db.ratings.find(sale.id)->stars == 5);
        for (const auto& row : db.messages.page(0, 100))
            if (row.customer == left.id) CHECK(row.values.empty());
    });
    browser.cookie.clear();
    browser.join(anna, "Anna again", invitation);
    CHECK(number(browser.card(), "points") == 0);
    CHECK(browser.ok(browser.get("history")).find("rows")->items()->empty());
    CHECK(number(friends.ok(friends.get("invitation")), "invited") == 0);
    shop.audit();
}

TEST_CASE("a purchase is asked to be rated once, half an hour later, and read messages are counted as read") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    ask_for_ratings(shop.service, {});
    shop.now += 1h;
    const auto sale = done(shop.buy(Shop::phone(anna), Money(100'000)));
    done(shop.buy(Shop::phone("+77010000009"), Money(100'000)));
    shop.now += 29min;
    ask_for_ratings(shop.service, {});
    CHECK(shop.messages().back().template_name == "welcome");
    shop.now += 1min;
    for (int i = 0; i < 3; ++i) ask_for_ratings(shop.service, {});
    const auto asked = browser.ok(browser.get("messages"));
    REQUIRE(asked.find("rows")->items()->size() == 2);
    CHECK(word(first(asked), "operation") == std::to_string(sale.id.value));
    CHECK(word(first(asked), "text").find("1000 RUB") != std::string::npos);
    CHECK(shop.messages().back().state == MessageState::delivered);
    browser.ok(browser.post("messages-read"));
    CHECK(shop.messages().back().state == MessageState::read);
    CHECK(number(browser.card(), "unread") == 0);
}

TEST_CASE("advertising comes by one channel that is consented to, once, and no more of it than the cap") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    MessagePolicy policy;
    policy.hook = true;
    int came = 0;
    const auto advertise = [&](const std::string& reference) {
        shop.service.transact([&](RequestContext& context) {
            const auto customer = context.db.customers.find_by_phone(*Phone::parse(anna)).value();
            came += queue_message(context, policy, customer.id,
                                  {reference, MessagePurpose::advertising, "campaign", {{"text", "Sale!"}}});
        });
    };
    advertise("campaign/1/1");
    advertise("campaign/1/1");
    CHECK(came == 1);
    CHECK(shop.messages().back().channel == Channel::app);
    const auto both = Json::object({{"consents", Json::object({{"hook", true}})}});
    browser.ok(browser.post("settings", both));
    for (int i = 2; i <= 6; ++i) advertise("campaign/" + std::to_string(i));
    CHECK(came == 4);
    CHECK(shop.messages().back().channel == Channel::hook);
    browser.ok(browser.post("settings", Json::object({{"consents", Json::object({{"hook", false}})}})));
    // It is night, and nothing is due before nine.
    shop.service.transact([&](RequestContext& context) {
        CHECK(context.db.messages.due(Channel::hook, shop.now + 9h - 1ms, 9).size() == 1);
    });
    shop.now += 9h;
    for (const auto& row : claim_messages(shop.service, Channel::hook, Repeatable::yes, 100))
        CHECK(row.purpose != MessagePurpose::advertising);
    CHECK(shop.messages().back().state == MessageState::dropped);
    CHECK(shop.messages().back().note == "the consent was withdrawn");
}

TEST_CASE(
    "a message is recorded as being sent before it leaves, and after a crash only a repeatable one goes "
    "again") {
    CardShop shop;
    Browser(shop).ask_code(anna);
    shop.service.transact([&](RequestContext& context) {
        auto chat = context.db.messages.page(0, 1).at(0);
        chat.reference = "to a chat";
        chat.channel = Channel::telegram;
        context.db.messages.add(chat);
    });
    CHECK(claim_messages(shop.service, Channel::hook, Repeatable::yes, 8).size() == 1);
    CHECK(claim_messages(shop.service, Channel::telegram, Repeatable::no, 8).size() == 1);
    CHECK(shop.messages().at(0).state == MessageState::sending);
    CHECK(claim_messages(shop.service, Channel::hook, Repeatable::yes, 8).empty());
    shop.now += claim_time;
    CHECK(claim_messages(shop.service, Channel::hook, Repeatable::yes, 8).empty());
    CHECK(claim_messages(shop.service, Channel::telegram, Repeatable::no, 8).empty());
    CHECK(shop.messages().at(1).state == MessageState::failed);
    shop.now += 10s;
    CHECK(claim_messages(shop.service, Channel::hook, Repeatable::yes, 8).size() == 1);
}

TEST_CASE("the back office shows the outbox, and of a one-time code only what is not sent yet") {
    CardShop shop;
    Browser browser(shop);
    browser.ask_code(anna);
    BackOffice office(shop.service, "token");
    const auto list = [&] {
        const auto answer = office.serve({"GET", "/messages", {{"Authorization", "Bearer token"}}, {}});
        return parse_json(answer.body).value();
    };
    const auto waiting = list();
    CHECK(word(first(waiting), "text").find(shop.code_for(anna)) != std::string::npos);
    CHECK(word(first(waiting), "to") == anna);
    CHECK(office.serve({"GET", "/messages", {}, {}}).status == 401);
    shop.now += 6min;
    drop_late_messages(shop.service, Channel::hook);
    CHECK(first(list()).find("text")->is_null());
    CHECK(word(first(list()), "state") == "dropped");
}

TEST_CASE("a blocked customer sees the card and gets no code") {
    CardShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    shop.service.transact([](RequestContext& context) {
        auto record = context.db.customers.find_by_phone(*Phone::parse(anna)).value();
        record.blocked = true;
        context.db.customers.update(record);
    });
    CHECK(*browser.card().find("blocked")->boolean());
    CHECK(error_of(browser.post("card-code")) == "blocked");
}

TEST_CASE("a phone that bought before it joined keeps its points, and codes are not handed out without end") {
    CardShop shop;
    done(shop.buy(Shop::phone(anna), Money(1'000'000)));
    Browser browser(shop);
    browser.join(anna, "Anna");
    CHECK(number(browser.card(), "points") == 50'000 + 10'000);
    int given = 0;
    while (browser.post("card-code").status == 200) ++given;
    CHECK(given == 12);
}
