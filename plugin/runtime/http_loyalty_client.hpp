#pragma once
#include <memory>

#include "plugin/ports/clock.hpp"
#include "plugin/ports/loyalty_client.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints {

/// The line of the product: the protocol over a transport.
class HttpLoyaltyClient final : public LoyaltyClient {
  public:
    HttpLoyaltyClient(std::unique_ptr<Transport> transport, Clock& clock)
        : transport_(std::move(transport)), clock_(clock) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
              std::function<void(CallResult)> done) override;
    void close() { transport_->close(); }

  private:
    std::unique_ptr<Transport> transport_;
    Clock& clock_;
};

/// What a request's outcome means to the caller. The cloud's own answers tell the clock its time.
CallResult report_result(const loyalty::Call& call, const Outcome& outcome, Clock& clock);

}  // namespace tillpoints
