#pragma once
#include <boost/asio/steady_timer.hpp>
#include <map>

#include "cloud/api/service.hpp"
#include "cloud/push/push_message.hpp"

namespace tillpoints::cloud {

/// Hands queued messages to the push service of the browser that subscribed last. A message is recorded as
/// being sent before its first byte leaves. It may be sent again where the answer was lost: the browser shows
/// one notification for each message's id. A subscription that is gone is forgotten, one whose push service
/// refuses the shop is passed over, and the message goes to the customer's next one. Used by the io_context's
/// thread; all it is given must outlive it.
class PushSender {
  public:
    PushSender(boost::asio::io_context& io, Service& service, const PushSettings& settings);

  private:
    void poll_later();
    void poll();
    void try_to_send(const MessageRecord& record);
    void send(const MessageRecord& record);
    void finish(const MessageRecord& record, std::int64_t subscription, const OutboundOutcome& outcome);
    std::optional<PushSubscription> browser_for(const MessageRecord& record);
    void settle(const MessageRecord& record, const SendOutcome& outcome, std::int64_t gone);
    /// Null while too many are kept and some are at work.
    OutboundClient* client_for(const PushEndpoint& endpoint);

    boost::asio::io_context& io_;
    Service& service_;
    const PushSettings& settings_;
    boost::asio::steady_timer timer_;
    std::map<std::string, OutboundClient> clients_;  ///< by origin; there are few push services
    std::set<std::int64_t> refused_;                 ///< subscriptions whose push service refused the shop
    int in_flight_ = 0;
};

}  // namespace tillpoints::cloud
