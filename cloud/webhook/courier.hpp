#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/outbound/outbound.hpp"
#include "cloud/service/service.hpp"
#include "cloud/webhook/message.hpp"

namespace tillpoints::cloud {

/// Takes waiting word to the shop's server, several at a time and never in the way of an answer. A 200 in
/// time ends it; anything else is tried again after the interval, three times in all, and then given up but
/// kept. Word under way is set aside for a while, so that another process on the same books leaves it alone
/// and a crash only makes it come again. Used by the io_context's thread; all it was given must outlive it.
class WebhookCourier {
  public:
    WebhookCourier(boost::asio::io_context& io, Service& service, Outbound& shop, WebhookSender sender,
                   std::chrono::milliseconds interval);

  private:
    void look_later();
    void look();
    std::vector<WebhookRecord> take();
    void send(const WebhookRecord& record);
    void settle(const WebhookRecord& record, const Outcome& outcome);

    Service& service_;
    Outbound& shop_;
    WebhookSender sender_;
    std::chrono::milliseconds interval_;
    boost::asio::steady_timer timer_;
    int under_way_ = 0;
};

}  // namespace tillpoints::cloud
