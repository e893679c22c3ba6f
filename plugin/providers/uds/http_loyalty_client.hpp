#pragma once
#include <functional>
#include <memory>

#include "plugin/ports/clock.hpp"
#include "plugin/providers/uds/loyalty_client.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints::uds {

/// The product's client: the protocol over a transport.
class HttpLoyaltyClient final : public LoyaltyClient {
  public:
    /// What came of a call, told after its `done`.
    using Observer = std::function<void(const Outcome&, const CallResult&)>;

    HttpLoyaltyClient(std::unique_ptr<Transport> transport, Clock& clock, Observer observer = {})
        : transport_(std::move(transport)), clock_(clock), observer_(std::move(observer)) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
              std::function<void(CallResult)> done) override;
    void close() override { transport_->close(); }

  private:
    std::unique_ptr<Transport> transport_;
    Clock& clock_;
    Observer observer_;
};

/// What a request's outcome means to the caller. The cloud's own answers tell the clock its time.
CallResult call_result_of(const loyalty::Call& call, const Outcome& outcome, Clock& clock);

}  // namespace tillpoints::uds
