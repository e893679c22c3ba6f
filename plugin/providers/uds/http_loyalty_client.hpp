#pragma once
#include <memory>

#include "plugin/ports/clock.hpp"
#include "plugin/providers/uds/loyalty_client.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints::uds {

/// The product's client: the protocol over a transport.
class HttpLoyaltyClient final : public LoyaltyClient {
  public:
    HttpLoyaltyClient(std::unique_ptr<Transport> transport, Clock& clock)
        : transport_(std::move(transport)), clock_(clock) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
              std::function<void(CallResult)> done) override;
    void close() override { transport_->close(); }

  private:
    std::unique_ptr<Transport> transport_;
    Clock& clock_;
};

/// What a request's outcome means to the caller. The cloud's own answers tell the clock its time.
CallResult call_result_of(const loyalty::Call& call, const Outcome& outcome, Clock& clock);

}  // namespace tillpoints::uds
