#include "cloud/telegram/bot_poller.hpp"

#include <cstdio>

namespace tillpoints::cloud {

BotPoller::BotPoller(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token,
                     const BotSettings& settings, const Bot& bot, std::chrono::seconds wait)
    : service_(service),
      api_(api),
      token_(std::move(token)),
      settings_(settings),
      bot_(bot),
      wait_(wait),
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
    try {
        std::int64_t next = 0;
        service_.storage().read([&](Transaction& db) { next = db.telegram.next_update(settings_.name); });
        api_.send(get_updates(token_, next, wait_),
                  [this](const OutboundOutcome& outcome) { take(outcome); });
    } catch (const std::exception& error) {
        tell(error.what());
        poll_after(std::chrono::seconds(5));
    }
}

void BotPoller::take(const OutboundOutcome& outcome) {
    if (const auto trouble = poll_trouble(outcome, failures_)) {
        tell(trouble->what);
        ++failures_;
        return poll_after(trouble->pause);
    }
    if (failures_ > 0) std::fprintf(stderr, "tillpoints-cloud: the Telegram bot hears again\n");
    failures_ = 0;
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
}

void BotPoller::tell(const std::string& trouble) {
    if (failures_ == 0) std::fprintf(stderr, "tillpoints-cloud: the Telegram bot: %s\n", trouble.c_str());
}

}  // namespace tillpoints::cloud
