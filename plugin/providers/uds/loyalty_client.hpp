#pragma once
#include <chrono>
#include <functional>

#include "plugin/ports/loyalty_provider.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::uds {

/// Single calls of the UDS protocol: over HTTPS in the product, to a model cloud in the simulation. `done` is
/// called once, on the loop, never from inside `call`.
class LoyaltyClient {
  public:
    virtual ~LoyaltyClient() = default;
    virtual void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
                      std::function<void(CallResult)> done) = 0;
    /// Ends all calls; nothing may be called after it.
    virtual void close() {}
};

}  // namespace tillpoints::uds
