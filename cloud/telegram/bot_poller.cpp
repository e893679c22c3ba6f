#include "cloud/telegram/bot_poller.hpp"

#include <cstdio>

#include "cloud/telegram/webhook_api.hpp"

namespace tillpoints::cloud {

BotPoller::BotPoller(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token,
                     const Bot& bot, std::chrono::seconds wait, std::function<void()> webhook_ended)
    : service_(service),
      api_(api),
      token_(std::move(token)),
      bot_(bot),
      wait_(wait),
      webhook_ended_(std::move(webhook_ended)),
      timer_(io) {
    poll_after(std::chrono::milliseconds(0));
}

void BotPoller::poll_after(std::chrono::milliseconds pause) {
    timer_.expires_after(pause);
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) poll();
    });
}

void BotPoller::poll() {
    if (webhook_ended_) return end_webhook();
    api_.send(get_updates(token_, offset_, wait_), [this](const OutboundOutcome& outcome) { take(outcome); });
}

void BotPoller::end_webhook() {
    api_.send(delete_webhook(token_), [this](const OutboundOutcome& outcome) {
        if (failed(outcome)) return;
        std::exchange(webhook_ended_, {})();
        poll();
    });
}

bool BotPoller::failed(const OutboundOutcome& outcome) {
    if (const auto trouble = poll_trouble(outcome, failures_)) {
        tell(trouble->what);
        ++failures_;
        poll_after(trouble->pause);
        return true;
    }
    if (failures_ > 0) std::fprintf(stderr, "tillpoints-cloud: the Telegram bot hears again\n");
    failures_ = 0;
    return false;
}

void BotPoller::take(const OutboundOutcome& outcome) {
    if (failed(outcome)) return;
    try {
        const auto answer = parse_json(outcome.answer->body);
        handle_all(read_updates(*answer));
        poll_after(std::chrono::milliseconds(0));
    } catch (const std::exception& error) {
        // Nothing of the update that failed is stored, so it comes again.
        tell(error.what());
        poll_after(std::chrono::seconds(5));
    }
}

void BotPoller::handle_all(const std::vector<BotUpdate>& updates) {
    for (const auto& update : updates)
        service_.transact([&](RequestContext& context) { bot_.handle(context, update); });
    offset_ = updates.empty() ? 0 : updates.back().id + 1;
}

void BotPoller::tell(const std::string& trouble) {
    if (failures_ == 0) std::fprintf(stderr, "tillpoints-cloud: the Telegram bot: %s\n", trouble.c_str());
}

}  // namespace tillpoints::cloud
