#include "cloud/telegram/bot.hpp"

#include "card_shop.hpp"
#include "cloud/company/profile.hpp"
#include "cloud/telegram/texts.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

BotUpdate said(const std::string& text, std::int64_t from = 42) {
    BotUpdate update;
    update.chat = update.from = from;
    update.is_private = true;
    update.language = "en";
    update.text = text;
    return update;
}

BotUpdate shared(const std::string& phone, std::optional<std::int64_t> user, std::int64_t from = 42) {
    auto update = said("", from);
    update.contact = SharedContact{phone, "Anna K", user};
    return update;
}

/// A shop with a bot.
struct BotShop : CardShop {
    /// The texts that answer the update.
    std::vector<MessageRecord> tell(BotUpdate update) {
        update.id = next++;
        const auto before = messages().size();
        handle(update);
        const auto all = messages();
        return {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()};
    }
    void handle(const BotUpdate& update) {
        service.transact([&](RequestContext& context) { bot.handle(context, update); });
    }
    std::string answer(const BotUpdate& update) {
        for (const auto& each : tell(update))
            if (each.channel == Channel::telegram) return each.values.at("text");
        return {};
    }
    std::optional<TelegramChat> chat(std::int64_t id = 42) {
        std::optional<TelegramChat> found;
        storage->read([&](Transaction& db) { found = db.telegram.find(id); });
        return found;
    }
    Points points_of(std::int64_t id = 42) {
        Points points;
        const auto customer = chat(id).value().customer.value();
        storage->read([&](Transaction& db) { points = db.customers.totals(customer).balance; });
        return points;
    }

    std::int64_t next = 700;
    BotSettings bot_settings{"shop_bot", {}};
    PhoneCodes codes{"a secret"};
    Bot bot{bot_settings, codes};
};

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("only one's own contact, in a private chat, confirms a phone") {
    CHECK(react(shared("77010000001", 42), {}) ==
          std::vector<BotAction>{ConfirmPhone{"77010000001", "Anna K"}});
    CHECK(react(shared("77010000001", 43), {}) == std::vector<BotAction>{Show{Shown::not_own_contact}});
    CHECK(react(shared("77010000001", {}), {}) == std::vector<BotAction>{Show{Shown::not_own_contact}});
    auto group = shared("77010000001", 42);
    group.is_private = false;
    CHECK(react(group, {}).empty());
    BotShop shop;
    CHECK(holds(shop.answer(shared("77010000001", 43)), "somebody else's"));
    CHECK_FALSE(shop.chat());
}

TEST_CASE("a newcomer by a source's link shares the contact, joins, and is welcomed once") {
    BotShop shop;
    CHECK(holds(shop.answer(said("/start instagram")), "card of"));
    CHECK(shop.chat()->invitation == "instagram");
    CHECK(holds(shop.answer(said("Balance")), "confirm your phone"));
    const auto welcome = shop.answer(shared("77010000001", 42));
    CHECK(welcome == "Your card is ready, Anna K. Balance: 500 points.");
    shop.storage->read([&](Transaction& db) {
        const auto customer = db.customers.find_by_phone(*Phone::parse("+77010000001")).value();
        CHECK(customer.source == "instagram");
        CHECK(customer.name == "Anna K");
        CHECK(db.telegram.of_customer(customer.id)->chat == 42);
    });
    shop.answer(shared("77010000001", 42));
    CHECK(shop.points_of() == Points(50'000));
}

TEST_CASE("a friend's link brings the friend, and a code that nobody gave is no obstacle") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("+77010000001", 42));
    const auto link = shop.answer(said("Invite a friend"));
    REQUIRE(holds(link, "https://t.me/shop_bot?start="));
    const auto code = link.substr(link.find("start=") + 6, 8);
    shop.answer(said("/start " + code, 50));
    shop.answer(shared("77010000002", 50, 50));
    CHECK(holds(shop.answer(said("/invite")), "Joined: 1, bought: 0"));
    shop.answer(said("/start nobody", 60));
    CHECK(holds(shop.answer(shared("77010000003", 60, 60)), "500 points"));
}

TEST_CASE("a customer who was registered elsewhere is found by the phone and keeps the points") {
    BotShop shop;
    const auto known = shop.join("Anna", anna);
    done(shop.buy(Shop::phone(anna), Money(1'000'000)));
    shop.answer(said("/start"));
    CHECK(holds(shop.answer(shared("77010000001", 42)), "Anna. Balance: 600"));
    CHECK(shop.chat()->customer == known.id);
}

TEST_CASE("an update is handled once, however often it comes") {
    BotShop shop;
    shop.answer(said("/start"));
    auto update = shared("77010000001", 42);
    update.id = shop.next++;
    shop.handle(update);
    const auto after = shop.messages().size();
    shop.handle(update);
    update.id -= 1;
    shop.handle(update);
    CHECK(shop.messages().size() == after);
}

TEST_CASE("an update that comes behind a later one, or begins the ids anew, is handled") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    auto late = said("/balance");
    late.id = shop.next + 5;
    auto early = said("/certificates");
    early.id = 3;
    const auto before = shop.messages().size();
    for (const auto& update : {late, early, late, early}) shop.handle(update);
    CHECK(shop.messages().size() == before + 2);
}

TEST_CASE("the card comes as a picture whose code a till takes, and the rest as texts") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    const auto card = shop.tell(said("Card")).at(0);
    const auto code = card.values.at("qr");
    CHECK(holds(card.values.at("text"), code));
    CHECK(holds(card.values.at("text"), "Level: Silver (1 %)"));
    const auto sale = done(shop.buy(loyalty::ByCode{code}, Money(100'000), Points(10'000)));
    CHECK(holds(shop.answer(said("/balance")), "Balance: 409 points"));
    CHECK(holds(shop.answer(said("Purchases")), "2026-01-15: 1000 RUB, earned 9, spent 100"));
    CHECK(shop.answer(said("/certificates")) == "You have no certificates.");
    auto press = said("");
    press.button = "rate:" + std::to_string(sale.id.value) + ":4";
    press.button_call = "call-1";
    CHECK(shop.tell(press).at(0).values.at("button") == "call-1");
    shop.storage->read([&](Transaction& db) { CHECK(db.ratings.find(sale.id)->stars == 4); });
}

TEST_CASE("anybody is told where the shops are and until when they are open, in the own language") {
    BotShop shop;
    CHECK(shop.answer(said("/shops")) == "The shop has told no addresses yet.");
    shop.bot_settings.messages.quiet.utc_offset = std::chrono::hours(5);
    shop.service.transact([](RequestContext& context) {
        BranchProfile profile;
        profile.address = "Main street 1";
        profile.hours.week[3] = parse_day_hours("10-20").value();
        const auto tell = [&](const char* name) {
            context.db.company.set_branch(context.db.staff.find_or_add_branch(name).id,
                                          dump(to_json(profile)));
        };
        tell("Centre");
        profile.closed = true;
        tell("Gone");
    });
    shop.now += std::chrono::hours(6);  // Thursday, 11:00 by the company's clock
    CHECK(shop.answer(said("Shops")) == "Centre\nMain street 1\nopen until 20:00");
    shop.now += std::chrono::hours(10);
    CHECK(shop.answer(said("/shops")) == "Centre\nMain street 1\nclosed, opens 2026-01-22 10:00");
}

TEST_CASE("nobody rates another's purchase by the bot, and wrong buttons do nothing") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    shop.join("Boris", boris);
    const auto sale = done(shop.buy(Shop::phone(boris), Money(100'000)));
    auto press = said("");
    press.button = "rate:" + std::to_string(sale.id.value) + ":1";
    CHECK(holds(shop.answer(press), "cannot be rated"));
    for (const auto* wrong : {"rate:1:6", "rate:x:1", "rate:1", "rate::", "other"}) {
        press.button = wrong;
        CHECK(react(press, shop.chat()) == std::vector<BotAction>{Show{Shown::help}});
    }
    shop.storage->read([&](Transaction& db) { CHECK_FALSE(db.ratings.find(sale.id)); });
}

TEST_CASE("the language is the customer's, stop closes the chat, and start opens it again") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    CHECK(shop.answer(said("Қазақша")) == "Тіл: қазақша.");
    CHECK(holds(shop.answer(said("Теңгерім")), "Балл: 500"));
    CHECK(holds(shop.answer(said("Тоқтату")), "/start"));
    CHECK_FALSE(shop.chat()->open);
    shop.answer(said("/start"));
    CHECK(shop.chat()->open);
    BotUpdate left = said("");
    left.left = true;
    CHECK(shop.tell(left).empty());
    CHECK_FALSE(shop.chat()->open);
}

TEST_CASE("offers come by the bot only after the customer asked for them") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    MessagePolicy policy;
    policy.telegram = true;
    const auto advertised = [&](const std::string& reference) {
        const auto before = shop.messages().size();
        const auto customer = shop.chat().value().customer.value();
        shop.service.transact([&](RequestContext& context) {
            queue_message(context, policy, customer,
                          {reference, MessagePurpose::advertising, "campaign", {{"text", "Sale!"}}});
        });
        return shop.messages().size() > before && shop.messages().back().channel == Channel::telegram;
    };
    CHECK_FALSE(advertised("campaign/1"));
    CHECK(holds(shop.answer(said("/offers")), "will come here"));
    CHECK(advertised("campaign/2"));
    CHECK(holds(shop.answer(said("/offers")), "will not come"));
    CHECK_FALSE(advertised("campaign/3"));
}

TEST_CASE("updates are read as the Bot API writes them, and what cannot be read is counted and passed over") {
    const auto answer = parse_json(R"({"ok":true,"result":[
        {"update_id":1,"message":{"message_id":5,"from":{"id":42,"language_code":"kk-KZ","first_name":"A"},
         "chat":{"id":42,"type":"private"},"text":"/start x"}},
        {"update_id":2,"message":{"from":{"id":42},"chat":{"id":42,"type":"private"},
         "contact":{"phone_number":"77010000001","first_name":"Anna","last_name":"K","user_id":42}}},
        {"update_id":3,"callback_query":{"id":"77","from":{"id":42},"data":"rate:1:5",
         "message":{"chat":{"id":42,"type":"private"}}}},
        {"update_id":4,"my_chat_member":{"from":{"id":42},"chat":{"id":42,"type":"private"},
         "new_chat_member":{"status":"kicked"}}},
        {"update_id":5,"poll":{}},
        {"message":{}},
        7]})")
                            .value();
    const auto updates = read_updates(answer);
    REQUIRE(updates.size() == 5);
    CHECK(updates[0].text == "/start x");
    CHECK(updates[0].language == "kk");
    CHECK(updates[1].contact->name == "Anna K");
    CHECK(updates[1].contact->user == 42);
    CHECK(updates[2].button == "rate:1:5");
    CHECK(updates[2].is_private);
    CHECK(updates[3].left);
    CHECK_FALSE(updates[4].chat);
    CHECK(read_updates(parse_json(R"({"result":{}})").value()).empty());
}

TEST_CASE("a customer who leaves is forgotten by the bot") {
    BotShop shop;
    shop.answer(said("/start"));
    shop.answer(shared("77010000001", 42));
    Browser browser(shop);
    browser.sign_in(anna);
    browser.ok(browser.post("leave"));
    CHECK_FALSE(shop.chat());
    CHECK(holds(shop.answer(said("Balance")), "confirm your phone"));
}
