#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/telegram/bot_api.hpp"
#include "cloud/telegram/send_budget.hpp"

namespace tillpoints::cloud {

/// Sends queued messages by the bot, within the Bot API's limits. A message is recorded as being sent before
/// its first byte leaves, and only when the limits let it go at once. The API knows no idempotency key, so
/// what is unclear is given up: a message comes once or not at all. Who blocked the bot gets nothing more.
/// Used by the io_context's thread; all it is given must outlive it.
class BotSender {
  public:
    BotSender(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token);

  private:
    using Clock = std::chrono::steady_clock;
    void poll_later();
    void poll();
    void send(const MessageRecord& record);
    void finish(const MessageRecord& record, const OutboundOutcome& outcome);

    Service& service_;
    OutboundClient& api_;
    std::string token_;
    SendBudget budget_;
    boost::asio::steady_timer timer_;
    int in_flight_ = 0;
};

}  // namespace tillpoints::cloud
