#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/outbound/outbound_client.hpp"
#include "cloud/webhook/message.hpp"

namespace tillpoints::cloud {

/// Sends the queued messages to the shop's server, several at a time; no answer to a terminal waits for it. A
/// 200 in time removes a message. Anything else is tried again after the interval, three times in all; then
/// the message is given up and kept. A message that is being sent is claimed for a while, so that another
/// process on the same database leaves it alone, and a crash only makes it be sent again. Used by the
/// io_context's thread; all it is given must outlive it.
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
