#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/telegram/bot.hpp"
#include "cloud/telegram/bot_api.hpp"

namespace tillpoints::cloud {

/// Asks the Bot API for updates, one request after another, and has each handled once: the place up to which
/// they are handled is in the database. Trouble is told on stderr when it begins and when it is over. Used by
/// the io_context's thread; all it is given must outlive it.
class BotPoller {
  public:
    /// `wait` is how long a request stays open; the client's timeout must be longer.
    BotPoller(boost::asio::io_context& io, Service& service, OutboundClient& api, std::string token,
              const BotSettings& settings, const Bot& bot, std::chrono::seconds wait);

  private:
    void poll();
    void poll_after(std::chrono::milliseconds pause);
    void take(const OutboundOutcome& outcome);
    void handle_all(const std::vector<BotUpdate>& updates);
    void tell(const std::string& trouble);

    Service& service_;
    OutboundClient& api_;
    std::string token_;
    const BotSettings& settings_;
    const Bot& bot_;
    std::chrono::seconds wait_;
    boost::asio::steady_timer timer_;
    int failures_ = 0;
};

}  // namespace tillpoints::cloud
