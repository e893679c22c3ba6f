#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/telegram/webhook_api.hpp"

namespace tillpoints::cloud {

/// Tells the Bot API at the start where to post updates, and looks once a minute whether it still does and
/// whether they arrive. Trouble is told on stderr when it begins and when it is over. Used by the
/// io_context's thread; all it is given must outlive it.
class WebhookWatch {
  public:
    WebhookWatch(boost::asio::io_context& io, OutboundClient& api, std::string token, WebhookAddress address);

  private:
    using Step = void (WebhookWatch::*)();
    void after(std::chrono::milliseconds pause, Step step);
    void set();
    void look();
    void judge(const WebhookInfo& info);
    /// Tells what is wrong and takes the step again later, if it failed.
    bool failed(const OutboundOutcome& outcome, Step step);

    OutboundClient& api_;
    std::string token_;
    WebhookAddress address_;
    boost::asio::steady_timer timer_;
    int failures_ = 0;
    std::string undelivered_;  ///< why updates did not arrive, as it was told
};

}  // namespace tillpoints::cloud
