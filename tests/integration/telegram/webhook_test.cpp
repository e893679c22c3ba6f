#include "telegram_shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

TEST_CASE("what the cloud could not handle durably is posted again until it could") {
    Telegram telegram(Way::webhook);
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    telegram.cloud->kill();
    const auto posts = api.posts().size();
    api.say(anna, "/balance");
    REQUIRE(api.wait_for_posts(posts + 2));
    CHECK(api.posts().back().status != 200);
    CHECK(api.sent_to(anna).size() == 2);
    telegram.start(Way::webhook);
    CHECK(holds(api.wait_for(anna, 3).at(2).text, "Balance: 500"));
    api.say(anna, "/certificates");
    CHECK(api.wait_for(anna, 4).size() == 4);
}

TEST_CASE("updates that are posted in another order are each handled once") {
    Telegram telegram(Way::webhook);
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    const auto posts = api.posts().size();
    api.hold_posts();
    for (const auto* asked : {"/balance", "/certificates", "/history"}) api.say(anna, asked);
    api.post_each(2);
    api.post_held_newest_first();
    REQUIRE(api.wait_for_posts(posts + 6));
    const auto answers = api.wait_for(anna, 5);
    REQUIRE(answers.size() == 5);
    CHECK(holds(answers[4].text, "Balance: 500"));
    CHECK(api.unconfirmed() == 0);
}

TEST_CASE("a post without the webhook's secret changes nothing, and the polling cloud has no such path") {
    Telegram telegram(Way::webhook);
    auto& api = telegram.api;
    const auto told = api.webhook();
    CHECK(told.url == "https://shop.example/telegram/updates");
    CHECK(told.allowed_updates.items()->size() == 3);
    CHECK(telegram.data.read("telegram-webhook.secret") == told.secret + "\n");
    const std::string forged =
        R"({"update_id":1,"message":{"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"/start"}})";
    const auto post = [&](const std::string& secret, const std::string& body) {
        Client stranger(telegram.card_port, {},
                        {{"Host", "shop.example"}, {"X-Telegram-Bot-Api-Secret-Token", secret}});
        const auto answer = stranger.send({"POST", "/telegram/updates", {}, body});
        return answer ? answer->status : 0;
    };
    CHECK(post("", forged) == 403);
    CHECK(post(told.secret + "0", forged) == 403);
    CHECK(post(told.secret, std::string(300'000, ' ')) == 413);
    CHECK(telegram.messages().find("rows")->items()->empty());
    CHECK(post(told.secret, forged) == 200);
    CHECK(api.wait_for(5, 1).size() == 1);
    telegram.cloud->stop();
    telegram.start(Way::polling);
    CHECK(post(told.secret, forged) != 200);
}

TEST_CASE("a switch between webhook and polling loses no update and handles none twice") {
    Telegram telegram(Way::polling);
    auto& api = telegram.api;
    telegram.join(anna, "+77010000001");
    telegram.cloud->kill();
    api.say(anna, "/balance");
    telegram.start(Way::webhook);
    REQUIRE(api.wait_for(anna, 3).size() == 3);
    api.hold_posts();
    api.say(anna, "/certificates");
    telegram.cloud->kill();
    telegram.start(Way::polling);
    CHECK(api.wait_for(anna, 4).at(3).text == "You have no certificates.");
    CHECK(api.webhook().url.empty());
    api.say(anna, "/history");
    CHECK(api.wait_for(anna, 5).size() == 5);
}

TEST_CASE("a webhook that another program took away is set again, one that it set is not taken away") {
    Telegram telegram(Way::webhook);
    auto& api = telegram.api;
    const auto ours = api.webhook().url;
    api.set_other_webhook("");
    CHECK(api.wait_for_webhook(true));
    CHECK(api.webhook().url == ours);
    telegram.cloud->stop();
    telegram.start(Way::polling);
    api.set_other_webhook("https://other.example/bot");
    const auto polls = api.polls();
    REQUIRE(api.wait_for_polls(polls + 1));
    CHECK(api.webhook().url == "https://other.example/bot");
    api.set_other_webhook("");
    api.say(anna, "/start");
    CHECK(api.wait_for(anna, 1).size() == 1);
}
