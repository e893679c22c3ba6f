#pragma once
#include <atomic>
#include <chrono>
#include <memory>

#include "plugin/abi/host_key.hpp"
#include "plugin/abi/host_log.hpp"
#include "plugin/runtime/runtime.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::abi {

/// The C structure with what stands behind it. Once destroyed it is an empty shell that answers "misuse",
/// kept until the last deinit.
struct Instance : tillpoints_instance {
    explicit Instance(std::chrono::milliseconds deadline);

    std::atomic<bool> alive{true};
    std::chrono::milliseconds default_deadline;
    std::shared_ptr<HostLog> host_log;
    std::shared_ptr<HostKey> host_key;
    std::unique_ptr<Runtime> runtime;
};

/// The instance behind a host's pointer; null when it is none or no longer alive.
Instance* instance_of(tillpoints_instance* pointer);

}  // namespace tillpoints::abi
