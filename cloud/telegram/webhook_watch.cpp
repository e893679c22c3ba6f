#include "cloud/telegram/webhook_watch.hpp"

#include <cstdio>

#include "cloud/telegram/bot_api.hpp"

namespace tillpoints::cloud {
namespace {

/// Soon after the start, because what waited is posted at once.
constexpr std::chrono::seconds first_look{2};
constexpr std::chrono::seconds between_looks{60};

void say_of_webhook(const std::string& what) {
    std::fprintf(stderr, "tillpoints-cloud: the Telegram bot: %s\n", what.c_str());
}

}  // namespace

WebhookWatch::WebhookWatch(boost::asio::io_context& io, OutboundClient& api, std::string token,
                           WebhookAddress address)
    : api_(api), token_(std::move(token)), address_(std::move(address)), timer_(io) {
    after(std::chrono::milliseconds(0), &WebhookWatch::set);
}

void WebhookWatch::after(std::chrono::milliseconds pause, Step step) {
    timer_.expires_after(pause);
    timer_.async_wait([this, step](boost::system::error_code error) {
        if (!error) (this->*step)();
    });
}

bool WebhookWatch::failed(const OutboundOutcome& outcome, Step step) {
    const auto trouble = poll_trouble(outcome, failures_);
    if (!trouble) {
        if (failures_ > 0) say_of_webhook("the Bot API answers again");
        failures_ = 0;
        return false;
    }
    if (failures_++ == 0) say_of_webhook(trouble->what);
    after(trouble->pause, step);
    return true;
}

void WebhookWatch::set() {
    api_.send(set_webhook(token_, address_), [this](const OutboundOutcome& outcome) {
        if (!failed(outcome, &WebhookWatch::set)) after(first_look, &WebhookWatch::look);
    });
}

void WebhookWatch::look() {
    api_.send(get_webhook_info(token_), [this](const OutboundOutcome& outcome) {
        if (failed(outcome, &WebhookWatch::look)) return;
        if (const auto info = read_webhook_info(outcome)) return judge(*info);
        after(between_looks, &WebhookWatch::look);
    });
}

void WebhookWatch::judge(const WebhookInfo& info) {
    if (info.url != address_.url) {
        say_of_webhook("another program took the webhook away; it is set again");
        return set();
    }
    const auto trouble = info.waiting > 0 ? info.last_error : std::string();
    if (!trouble.empty() && trouble != undelivered_)
        say_of_webhook("updates do not arrive at " + address_.url + ": " + trouble);
    if (trouble.empty() && !undelivered_.empty()) say_of_webhook("updates arrive again");
    undelivered_ = trouble;
    after(between_looks, &WebhookWatch::look);
}

}  // namespace tillpoints::cloud
