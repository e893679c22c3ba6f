#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/outbound/outbound_client.hpp"
#include "cloud/webhook/message.hpp"

namespace tillpoints::cloud {

/// Takes waiting word to the shop's server, several at a time and never in the way of an answer. A 200 in
/// time ends it; anything else is tried again after the interval, three times in all, and then given up but
/// kept. Word under way is set aside for a while, so that another process on the same books leaves it alone
/// and a crash only makes it come again. Used by the io_context's thread; all it was given must outlive it.
class WebhookSender {
  public:
    WebhookSender(boost::asio::io_context& io, Service& service, OutboundClient& shop,
                  WebhookCredentials sender, std::chrono::milliseconds interval);

  private:
    void poll_later();
    void poll();
    std::vector<WebhookRecord> claim();
    void send(const WebhookRecord& record);
    void finish(const WebhookRecord& record, const OutboundOutcome& outcome);

    Service& service_;
    OutboundClient& shop_;
    WebhookCredentials sender_;
    std::chrono::milliseconds interval_;
    boost::asio::steady_timer timer_;
    int in_flight_ = 0;
};

}  // namespace tillpoints::cloud
