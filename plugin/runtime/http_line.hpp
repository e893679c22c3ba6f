#pragma once
#include <memory>

#include "plugin/runtime/clock.hpp"
#include "plugin/runtime/cloud_line.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints {

/// The line of the product: the protocol over a transport.
class HttpLine final : public CloudLine {
  public:
    HttpLine(std::unique_ptr<Transport> transport, Clock& clock)
        : transport_(std::move(transport)), clock_(clock) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
              std::function<void(CallResult)> done) override;
    void close() { transport_->close(); }

  private:
    std::unique_ptr<Transport> transport_;
    Clock& clock_;
};

/// What a request's outcome means to the caller. The cloud's own answers tell the clock its time.
CallResult hear(const loyalty::Call& call, const Outcome& outcome, Clock& clock);

}  // namespace tillpoints
