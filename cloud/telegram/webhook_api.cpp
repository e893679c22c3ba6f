#include "cloud/telegram/webhook_api.hpp"

#include <algorithm>
#include <array>

#include "cloud/telegram/bot_api.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

/// More at once would only wait: an update takes the bot's turn.
constexpr int max_connections = 4;
constexpr std::array<std::uint16_t, 4> telegram_ports{443, 80, 88, 8443};

std::int64_t whole_in(const Json& json, std::string_view key) {
    const auto* found = json.find(key);
    return found && found->number() ? parse_decimal(found->number()->digits, 0, Rounding::exact).value_or(0)
                                    : 0;
}

std::string words_in(const Json& json, std::string_view key) {
    const auto* found = json.find(key);
    return found && found->string() ? found->string()->substr(0, 200) : std::string();
}

}  // namespace

std::string webhook_url_problem(const std::string& url) {
    const auto reached = parse_destination(url);
    if (!reached || !reached->tls) return "expected https://HOST[:PORT][/PATH], found " + url;
    if (std::find(telegram_ports.begin(), telegram_ports.end(), reached->port) == telegram_ports.end())
        return "expected port 443, 80, 88 or 8443, to which alone Telegram posts, found " +
               std::to_string(reached->port);
    return {};
}

std::string webhook_url(std::string card) {
    while (card.ends_with('/')) card.pop_back();
    return card + std::string(webhook_path);
}

HttpRequest set_webhook(const std::string& token, const WebhookAddress& address) {
    return bot_call(token, "setWebhook",
                    Json::object({{"url", address.url},
                                  {"secret_token", address.secret},
                                  {"max_connections", max_connections},
                                  {"allowed_updates", handled_updates()}}));
}

HttpRequest delete_webhook(const std::string& token) {
    return bot_call(token, "deleteWebhook", Json::object({{"drop_pending_updates", false}}));
}

HttpRequest get_webhook_info(const std::string& token) {
    return bot_call(token, "getWebhookInfo", Json::object({}));
}

std::optional<WebhookInfo> read_webhook_info(const OutboundOutcome& outcome) {
    const auto body = outcome.answer ? parse_json(outcome.answer->body) : Result<Json>(Problem{});
    const auto* result = body ? body->find("result") : nullptr;
    if (!result || !result->members()) return {};
    return WebhookInfo{words_in(*result, "url"), whole_in(*result, "pending_update_count"),
                       words_in(*result, "last_error_message")};
}

}  // namespace tillpoints::cloud
