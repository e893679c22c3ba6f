#include "cloud/telegram/bot_webhook.hpp"

#include "card_shop.hpp"
#include "cloud/telegram/webhook_api.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

constexpr auto right = "the-secret";
constexpr auto started = R"({"update_id":5,"message":{"message_id":1,"from":{"id":42,"language_code":"en"},)"
                         R"("chat":{"id":42,"type":"private"},"text":"/start"}})";

/// A shop at whose card Telegram posts.
struct WebhookShop : CardShop {
    static HttpRequest post(const std::string& body, const std::string& secret = right) {
        return {"POST",
                std::string(webhook_path),
                {{"Content-Type", "application/json"}, {std::string(webhook_secret_header), secret}},
                body};
    }
    int status(const std::string& body) { return webhook.serve(post(body)).status; }

    BotSettings bot_settings{"shop_bot", {}};
    PhoneCodes codes{"a secret"};
    Bot bot{bot_settings, codes};
    BotWebhook webhook{service, bot, right};
};

}  // namespace

TEST_CASE("who does not know the webhook's secret is refused before the body is read, and nothing happens") {
    WebhookShop shop;
    for (const auto* secret : {"", "the-secre", "the-secrets", "The-secret"}) {
        const auto request = WebhookShop::post(started, secret);
        const auto admission = shop.webhook.admit(request);
        CHECK(admission.refused);
        CHECK(admission.reply_unread().answer.status == 403);
        CHECK(shop.webhook.serve(request).status == 403);
    }
    auto without = WebhookShop::post(started);
    without.headers.pop_back();
    CHECK(shop.webhook.serve(without).status == 403);
    CHECK(shop.messages().empty());
    CHECK_FALSE(shop.webhook.admit(WebhookShop::post("")).refused);
    CHECK(shop.webhook.admit(WebhookShop::post("")).body_limit <= 1u << 20);
    auto read = WebhookShop::post("");
    read.method = "GET";
    CHECK(shop.webhook.serve(read).status == 405);
}

TEST_CASE("an update that Telegram posts again is answered with 200 and handled once") {
    WebhookShop shop;
    CHECK(shop.status(started) == 200);
    const auto after = shop.messages().size();
    CHECK(after > 0);
    CHECK(shop.status(started) == 200);
    CHECK(shop.messages().size() == after);
}

TEST_CASE("what is no update is refused") {
    WebhookShop shop;
    const std::string deep(100, '[');
    for (const std::string& body :
         {std::string(), std::string("{}"), std::string("[1]"), std::string("not JSON"),
          std::string(R"({"update_id":"5"})"), deep + std::string(100, ']')})
        CHECK(shop.status(body) == 400);
    CHECK(shop.status(R"({"update_id":6,"poll":{}})") == 200);
    CHECK(shop.messages().empty());
}
