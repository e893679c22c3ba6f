#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/telegram/bot.hpp"
#include "cloud/telegram/bot_api.hpp"

namespace tillpoints::cloud {

/// Asks the Bot API for updates, one request after another, and has each handled once. Trouble is told on
/// stderr when it begins and when it is over. Used by the io_context's thread; all it is given must outlive
/// it.
class BotPoller {
  public:
    /// `wait` is how long a request stays open; the client's timeout must be longer. `webhook_ended`, if the
    /// cloud had set a webhook, is called when it is taken away, before the first poll.
    BotPoller(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token,
              const Bot& bot, std::chrono::seconds wait, std::function<void()> webhook_ended = {});

  private:
    void end_webhook();
    bool failed(const OutboundOutcome& outcome);
    void poll();
    void poll_after(std::chrono::milliseconds pause);
    void take(const OutboundOutcome& outcome);
    void handle_all(const std::vector<BotUpdate>& updates);
    void tell(const std::string& trouble);

    Service& service_;
    OutboundClient& api_;
    std::string token_;
    const Bot& bot_;
    std::chrono::seconds wait_;
    std::function<void()> webhook_ended_;  ///< absent: there is none of the cloud's
    boost::asio::steady_timer timer_;
    /// Behind the updates of the last answer. After an answer without any it is 0, because then all are
    /// confirmed, and after a quiet week ids begin anew anywhere.
    std::int64_t offset_ = 0;
    int failures_ = 0;
};

}  // namespace tillpoints::cloud
