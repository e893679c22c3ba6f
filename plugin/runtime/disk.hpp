#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "plugin/outbox/outbox.hpp"

namespace tillpoints {

/// The outbox beside the loop: work is done in the order it is given, never from inside the call; what
/// follows it runs on the loop.
class Disk {
  public:
    virtual ~Disk() = default;

    /// `done` gets the result after the batch is durable (or is not).
    virtual void commit(Batch batch, std::function<void(Result<void>)> done) = 0;
    /// Runs `work` beside the outbox; the function it returns, if any, then runs on the loop.
    virtual void run(std::function<std::function<void()>(Outbox&)> work) = 0;
    /// Safe on any thread: it uses only the installation's key.
    virtual std::string keyed_hash(std::string_view identity) const = 0;
};

}  // namespace tillpoints
