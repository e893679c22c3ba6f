#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "plugin/replay/learn.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints {

/// What came of one call: an answer of the protocol or why there is none.
struct CallResult {
    replay::SendResult result;
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Calls of the loyalty protocol. `done` is called once, on the loop, never from inside `call`.
class LoyaltyClient {
  public:
    virtual ~LoyaltyClient() = default;
    virtual void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
                      std::function<void(CallResult)> done) = 0;
};

}  // namespace tillpoints
