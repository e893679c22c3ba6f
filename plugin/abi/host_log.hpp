#pragma once
#include <memory>
#include <mutex>
#include <string_view>

#include "plugin/config/config.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::abi {

/// The host's log function, called until `close` and never afterwards. [any thread]
class HostLog {
  public:
    explicit HostLog(const tillpoints_host& host) : write_(host.log), context_(host.context) {}

    void write(LogLevel level, std::string_view line) {
        const std::lock_guard lock(mutex_);
        if (write_) write_(context_, static_cast<tillpoints_log_level>(level), {line.data(), line.size()});
    }
    /// Waits until a line that another thread is writing is complete.
    void close() {
        const std::lock_guard lock(mutex_);
        write_ = nullptr;
    }

  private:
    std::recursive_mutex mutex_;  // a host may destroy its instance inside its log function
    decltype(tillpoints_host::log) write_;
    void* context_;
};

}  // namespace tillpoints::abi
