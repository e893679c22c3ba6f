#pragma once
#include <memory>

#include "plugin/ports/loop.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/ports/outbox_executor.hpp"

namespace tillpoints {

/// The runtime's ports as one engine uses them. The engine may be discarded while it still waits for timers,
/// for the disk and for the cloud: from the moment these ports are destroyed, no callback it gave to them is
/// called. Made, used and destroyed on the library's thread, before or after the engine lives.
class EnginePorts {
  public:
    EnginePorts(Loop& loop, OutboxExecutor& executor, LoyaltyProvider& provider);
    ~EnginePorts();

    Loop& loop() { return *loop_; }
    OutboxExecutor& executor() { return *executor_; }
    LoyaltyProvider& provider() { return *provider_; }

    /// Drops all callbacks from now on; to be called before the engine is destroyed.
    void close() { alive_.reset(); }

  private:
    std::shared_ptr<const bool> alive_;
    std::unique_ptr<Loop> loop_;
    std::unique_ptr<OutboxExecutor> executor_;
    std::unique_ptr<LoyaltyProvider> provider_;
};

}  // namespace tillpoints
