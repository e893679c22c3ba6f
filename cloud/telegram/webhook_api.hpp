#pragma once
#include "cloud/outbound/outbound_client.hpp"

/// The Bot API's calls about webhooks, and what their answers mean (core.telegram.org/bots/api). Pure.
namespace tillpoints::cloud {

/// Where Telegram posts updates, and by what it is known there.
struct WebhookAddress {
    std::string url;
    std::string secret;  ///< the header `webhook_secret_header` of each of its requests
};

inline constexpr std::string_view webhook_path = "/telegram/updates";
inline constexpr std::string_view webhook_secret_header = "X-Telegram-Bot-Api-Secret-Token";

/// Why Telegram could not reach the card at this address; empty: it can. It posts by TLS and to few ports.
std::string webhook_url_problem(const std::string& url);
/// The address of updates at the card that is reached there.
std::string webhook_url(std::string card);

HttpRequest set_webhook(const std::string& token, const WebhookAddress& address);
/// Updates that wait are kept for getUpdates.
HttpRequest delete_webhook(const std::string& token);
HttpRequest get_webhook_info(const std::string& token);

/// What getWebhookInfo tells.
struct WebhookInfo {
    std::string url;
    std::int64_t waiting = 0;
    std::string last_error;  ///< empty: none
};
std::optional<WebhookInfo> read_webhook_info(const OutboundOutcome& outcome);

}  // namespace tillpoints::cloud
