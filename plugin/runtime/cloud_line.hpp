#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "plugin/replay/learn.hpp"
#include "plugin/runtime/clock.hpp"
#include "plugin/transport/transport.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints {

/// What came of one call: an answer of the protocol or why there is none.
struct CallResult {
    replay::SendResult result;
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Calls of the loyalty protocol over a transport.
class CloudLine {
  public:
    CloudLine(std::unique_ptr<Transport> transport, Clock& clock) : transport_(std::move(transport)), clock_(clock) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout, std::function<void(CallResult)> done);
    void close() { transport_->close(); }

  private:
    std::unique_ptr<Transport> transport_;
    Clock& clock_;
};

}  // namespace tillpoints
