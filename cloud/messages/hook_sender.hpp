#pragma once
#include <boost/asio/steady_timer.hpp>

#include "cloud/api/service.hpp"
#include "cloud/messages/hook.hpp"

namespace tillpoints::cloud {

/// Hands queued messages to the hook, several at a time; nobody who waits for an answer waits for it. A
/// message is recorded as being sent before its first byte leaves, so that processes on one database do not
/// send it both, and a crash is noticed; then it is sent again under the same idempotency key. Used by the
/// io_context's thread; all it is given must outlive it.
class HookSender {
  public:
    HookSender(boost::asio::io_context& io, Service& service, OutboundClient& hook,
               std::string authorization);

  private:
    void poll_later();
    void poll();
    void send(const MessageRecord& record);
    void finish(const MessageRecord& record, const OutboundOutcome& outcome);

    Service& service_;
    OutboundClient& hook_;
    std::string authorization_;
    boost::asio::steady_timer timer_;
    int in_flight_ = 0;
};

}  // namespace tillpoints::cloud
