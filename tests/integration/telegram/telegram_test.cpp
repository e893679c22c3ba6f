#include "telegram_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace std::chrono_literals;

TEST_CASE(
    "a person joins by the bot with the own contact, gets the card as a picture, and a till takes its code") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    api.say(anna, "/start instagram");
    CHECK(holds(api.wait_for(anna, 1).at(0).text, "Electronics"));
    api.share_contact(anna, "77010000009", 999);
    CHECK(holds(api.wait_for(anna, 2).at(1).text, "somebody else's"));
    api.share_contact(anna, "77010000001", anna);
    CHECK(holds(api.wait_for(anna, 3).at(2).text, "500 points"));
    api.say(anna, "Card");
    const auto card = api.wait_for(anna, 4).at(3);
    CHECK(card.method == "sendPhoto");
    CHECK(holds(card.body, "\x89PNG"));
    const auto at = card.text.find("code ") + 5;
    auto terminal = telegram.cloud->client();
    const auto found = expect<loyalty::Found>(
        terminal, loyalty::FindCustomer{loyalty::ByCode{card.text.substr(at, 6)}, false, {}, {}, {}});
    CHECK(found.user.phone == "+77010000001");
    CHECK(found.user.channel_name == "Instagram");
}

TEST_CASE("no update is handled twice and no answer is sent twice, whatever is killed in between") {
    const auto way = each_way();
    Telegram telegram(way);
    auto& api = telegram.api;
    api.post_each(2);
    telegram.join(anna, "+77010000001");
    api.say(anna, "/balance");
    REQUIRE(api.wait_for(anna, 3).size() == 3);
    telegram.cloud->kill();
    // What was handled may stand unconfirmed at Telegram, and comes again.
    api.say(anna, "/certificates");
    const auto polls = api.polls();
    telegram.start(way);
    if (way == Way::polling) REQUIRE(api.wait_for_polls(polls + 2));
    const auto answers = api.wait_for(anna, 4);
    REQUIRE(answers.size() == 4);
    CHECK(holds(answers[2].text, "Balance: 500"));
    CHECK(answers[3].text == "You have no certificates.");
    if (way == Way::webhook) {
        api.say(anna, "/history");
        CHECK(api.wait_for(anna, 5).size() == 5);
    }
    CHECK(api.unconfirmed() <= 1);
}

TEST_CASE(
    "an answer that was lost on its way back is not sent again, and the outbox says that nobody knows") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    api.answer_next("sendMessage", 0, "");
    api.say(anna, "/balance");
    CHECK(api.wait_for(anna, 3).size() == 3);
    CHECK(state_of(telegram.last_in_state(anna, "failed")) == "failed");
    api.say(anna, "/certificates");
    CHECK(api.wait_for(anna, 4).size() == 4);
}

TEST_CASE("a 429 is waited out for as long as it says, and the message comes then") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    api.answer_next("sendMessage", 429,
                    R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2",)"
                    R"("parameters":{"retry_after":2}})");
    const auto asked = std::chrono::steady_clock::now();
    api.say(anna, "/balance");
    const auto answers = api.wait_for(anna, 3);
    REQUIRE(answers.size() == 3);
    CHECK(answers[2].at - asked >= 2s);
    const auto row = telegram.last_in_state(anna, "delivered");
    CHECK(state_of(row) == "delivered");
    CHECK(row.find("tries")->number()->digits == "1");
}

TEST_CASE("messages to one chat are a second apart, so that the API's limit is never met") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    for (const auto* asked : {"/balance", "/certificates", "/history"}) api.say(anna, asked);
    const auto answers = api.wait_for(anna, 5);
    REQUIRE(answers.size() == 5);
    for (std::size_t i = 1; i < answers.size(); ++i) CHECK(answers[i].at - answers[i - 1].at >= 950ms);
    const auto all = telegram.messages();
    for (const auto& row : *all.find("rows")->items()) CHECK(row.find("note")->string()->empty());
}

TEST_CASE("who blocked the bot gets nothing more, and starting again opens the chat") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    api.block(anna);
    api.say(anna, "/balance");
    const auto row = telegram.last_in_state(anna, "failed");
    CHECK(state_of(row) == "failed");
    CHECK(holds(*row.find("note")->string(), "blocked"));
    api.block(anna, false);
    api.say(anna, "/start");
    CHECK(api.wait_for(anna, 3).at(2).method == "sendPhoto");
}

TEST_CASE("beside another poller the bot says so, waits, and goes on when it is gone") {
    Telegram telegram(Way::polling);
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    const auto polls = api.polls();
    api.set_other_poller(true);
    api.say(anna, "/balance");
    REQUIRE(api.wait_for_polls(polls + 1));
    CHECK(api.sent_to(anna).size() == 2);
    api.set_other_poller(false);
    CHECK(api.wait_for(anna, 3).size() == 3);
}

TEST_CASE("a Bot API that fails is asked again, and nothing said meanwhile is lost") {
    Telegram telegram(Way::polling);
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    api.answer_next("getUpdates", 502, "<html>Bad Gateway</html>");
    api.answer_next("getUpdates", 200, "not JSON");
    api.say(anna, "/balance");
    api.say(anna, "/certificates");
    CHECK(api.wait_for(anna, 4).size() == 4);
}

TEST_CASE("a purchase is rated by the buttons under the bot's question") {
    Telegram telegram(each_way());
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    const auto advance = [&](std::chrono::minutes by) {
        const auto office = [&] { return telegram.cloud->office(); };
        const auto shown = parse_json(office().send({"GET", "/time", {}, {}})->body).value();
        const auto now = parse_timestamp(*shown.find("now")->string()).value();
        const auto body = dump(Json::object({{"to", to_text(now + by)}}));
        REQUIRE(office().send({"POST", "/time", {}, body})->status == 200);
    };
    advance(60min);
    auto terminal = telegram.cloud->client();
    const auto sale = expect<loyalty::Operation>(
        terminal, purchase(loyalty::ByPhone{*Phone::parse("+77010000001")}, 100'000));
    advance(31min);
    const auto asked = api.wait_for(anna, 3);
    INFO(dump(telegram.messages()));
    REQUIRE(asked.size() == 3);
    const auto button = "rate:" + std::to_string(sale.id.value) + ":5";
    CHECK(holds(asked[2].body, button));
    api.press(anna, button);
    CHECK(api.wait_for(0, 1).at(0).method == "answerCallbackQuery");
    const auto ratings = parse_json(telegram.cloud->office().send({"GET", "/ratings", {}, {}})->body).value();
    CHECK(ratings.items()->at(0).find("stars")->number()->digits == "5");
}
