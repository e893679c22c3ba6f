#include "cloud/telegram/bot_api.hpp"

#include <catch2/catch.hpp>

#include "cloud/telegram/send_budget.hpp"
#include "cloud/telegram/texts.hpp"
#include "cloud/telegram/webhook_api.hpp"
#include "protocol/json.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace std::chrono_literals;

namespace {

OutboundOutcome answered(int status, const std::string& body) {
    OutboundOutcome outcome;
    outcome.answer = HttpAnswer{status, {}, body};
    outcome.reached = true;
    return outcome;
}

MessageRecord to_chat(MessageValues values, const char* template_name = "reply") {
    MessageRecord record;
    record.address = "42";
    record.template_name = template_name;
    record.language = loyalty::Language::english;
    record.values = std::move(values);
    return record;
}

SendBudget::Time at(std::chrono::milliseconds time) {
    return SendBudget::Time(1h + time);
}

}  // namespace

TEST_CASE("a chat gets one message in any second, and all chats together thirty") {
    SendBudget budget;
    CHECK(budget.take(1, at(0ms)));
    CHECK_FALSE(budget.take(1, at(2000ms)));
    budget.answered(1, at(2000ms));
    CHECK_FALSE(budget.take(1, at(2999ms)));
    CHECK(budget.take(1, at(3000ms)));
    for (std::int64_t chat = 100; chat < 129; ++chat) CHECK(budget.take(chat, at(3500ms)));
    CHECK_FALSE(budget.take(200, at(3999ms)));
    CHECK(budget.take(200, at(4000ms)));
    CHECK_FALSE(budget.take(201, at(4000ms)));
    int sent = 0;
    for (auto time = 10'000ms; time < 12'000ms; time += 10ms)
        for (std::int64_t chat = 1000; chat < 1050; ++chat)
            if (budget.take(chat, at(time))) {
                ++sent;
                budget.answered(chat, at(time));
            }
    CHECK(sent == 60);
}

TEST_CASE("a pause that was asked for stops every chat, and a shorter one does not end it") {
    SendBudget budget;
    budget.pause_until(at(5000ms));
    budget.pause_until(at(2000ms));
    CHECK_FALSE(budget.take(1, at(4999ms)));
    CHECK(budget.take(1, at(5000ms)));
}

TEST_CASE("a text, a picture and the answer to a button are told as the Bot API wants them") {
    const auto text = send_request("1:T", to_chat({{"keyboard", "contact"}}), "Hello");
    CHECK(text.target == "/bot1:T/sendMessage");
    const auto body = parse_json(text.body).value();
    CHECK(body.find("chat_id")->number()->digits == "42");
    CHECK(*body.find("text")->string() == "Hello");
    const auto& share = body.find("reply_markup")->find("keyboard")->items()->at(0).items()->at(0);
    CHECK(*share.find("request_contact")->boolean());

    const auto photo = send_request("1:T", to_chat({{"qr", "123456"}, {"keyboard", "menu"}}), "Your card");
    CHECK(photo.target == "/bot1:T/sendPhoto");
    CHECK(header_of(photo.headers, "Content-Type").starts_with("multipart/form-data; boundary="));
    CHECK(photo.body.find("\x89PNG\r\n\x1a\n") != std::string::npos);
    CHECK(photo.body.find("name=\"chat_id\"\r\n\r\n42\r\n") != std::string::npos);
    CHECK(photo.body.find("Your card") != std::string::npos);

    const auto press = send_request("1:T", to_chat({{"button", "call-7"}}), "Thanks");
    CHECK(press.target == "/bot1:T/answerCallbackQuery");
    CHECK(*parse_json(press.body)->find("callback_query_id")->string() == "call-7");

    const auto rate = send_request("1:T", to_chat({{"operation", "17"}}, "rate"), "How was it?");
    const auto rate_body = parse_json(rate.body).value();
    const auto& stars = rate_body.find("reply_markup")->find("inline_keyboard")->items()->at(0);
    CHECK(stars.items()->size() == 5);
    CHECK(*stars.items()->at(4).find("callback_data")->string() == "rate:17:5");
}

TEST_CASE("each answer of the Bot API decides what becomes of a message") {
    using Kind = SendOutcome::Kind;
    CHECK(send_outcome(answered(200, R"({"ok":true,"result":{}})")).kind == Kind::taken);
    const auto flood =
        answered(429, R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7",)"
                      R"("parameters":{"retry_after":7}})");
    CHECK(send_outcome(flood).kind == Kind::busy);
    CHECK(send_outcome(flood).wait == 7s);
    const auto blocked =
        answered(403, R"({"ok":false,"description":"Forbidden: bot was blocked by the user"})");
    CHECK(send_outcome(blocked).kind == Kind::refused);
    CHECK(is_blocked(blocked));
    CHECK(send_outcome(answered(400, R"({"ok":false,"description":"Bad Request"})")).kind == Kind::refused);
    CHECK(send_outcome(answered(502, "<html>")).kind == Kind::unclear);
    CHECK(send_outcome(answered(200, "not JSON")).kind == Kind::unclear);
    OutboundOutcome lost;
    CHECK(send_outcome(lost).kind == Kind::unsent);
    lost.reached = true;
    CHECK(send_outcome(lost).kind == Kind::unclear);
}

TEST_CASE("trouble with polling is told, and the pause is the one that fits it") {
    CHECK_FALSE(poll_trouble(answered(200, R"({"ok":true,"result":[]})"), 0));
    const auto other =
        poll_trouble(answered(409, R"({"description":"Conflict: terminated by other getUpdates"})"), 0);
    CHECK(other->pause >= 5s);
    CHECK(other->what.find("another program polls") != std::string::npos);
    const auto webhook = poll_trouble(
        answered(409, R"({"description":"Conflict: can't use getUpdates method while webhook is active"})"),
        0);
    CHECK(webhook->pause >= 5s);
    CHECK(webhook->what.find("another program has set a webhook") != std::string::npos);
    CHECK(poll_trouble(answered(401, "{}"), 0)->pause == 60s);
    CHECK(poll_trouble(answered(429, R"({"parameters":{"retry_after":9}})"), 0)->pause == 9s);
    CHECK(poll_trouble(answered(502, "<html>"), 0)->pause == 500ms);
    CHECK(poll_trouble(OutboundOutcome(), 3)->pause == 4s);
    CHECK(poll_trouble(OutboundOutcome(), 100)->pause == 30s);
}

TEST_CASE("every command has a button of its own in each language") {
    using enum BotCommand;
    for (const auto command : {card, balance, history, certificates, invite, offers, language, stop, shops})
        for (const auto spoken :
             {loyalty::Language::russian, loyalty::Language::kazakh, loyalty::Language::english})
            CHECK(command_of(button_of(command, spoken)) == command);
    CHECK(command_of("/history") == history);
    CHECK_FALSE(command_of("hello"));
    CHECK(language_by_name("Қазақша") == loyalty::Language::kazakh);
}

TEST_CASE("a webhook's address is one that Telegram posts to, and its call says what Telegram is to send") {
    CHECK(webhook_url_problem("https://shop.example").empty());
    CHECK(webhook_url_problem("https://shop.example:8443/cards").empty());
    CHECK_FALSE(webhook_url_problem("http://shop.example").empty());
    CHECK_FALSE(webhook_url_problem("https://shop.example:444").empty());
    CHECK_FALSE(webhook_url_problem("shop.example").empty());
    CHECK(webhook_url("https://shop.example/cards/") == "https://shop.example/cards/telegram/updates");
    const auto request = set_webhook("7:T", {"https://shop.example/telegram/updates", "a-secret"});
    CHECK(request.target == "/bot7:T/setWebhook");
    const auto body = parse_json(request.body).value();
    CHECK(*body.find("secret_token")->string() == "a-secret");
    CHECK(body.find("max_connections")->number()->digits == "4");
    CHECK(body.find("allowed_updates")->items()->size() == 3);
}

TEST_CASE("what getWebhookInfo tells is read, and what is no such answer is not") {
    const auto info = read_webhook_info(answered(
        200, R"({"ok":true,"result":{"url":"https://a.example/x","has_custom_certificate":false,)"
             R"("pending_update_count":3,"last_error_date":1700000000,"last_error_message":"Timed out"}})"));
    CHECK(info->url == "https://a.example/x");
    CHECK(info->waiting == 3);
    CHECK(info->last_error == "Timed out");
    CHECK_FALSE(read_webhook_info(answered(200, R"({"ok":true,"result":true})")));
    CHECK_FALSE(read_webhook_info(answered(502, "<html>")));
    CHECK_FALSE(read_webhook_info(OutboundOutcome()));
}
