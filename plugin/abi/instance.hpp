#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "plugin/abi/host_key.hpp"
#include "plugin/abi/host_log.hpp"
#include "plugin/runtime/runtime.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::abi {

/// The C structure and the objects behind it. After destroy the structure is kept until the last deinit, so
/// that a late call finds it and is answered with a status.
struct Instance : tillpoints_instance {
    explicit Instance(std::chrono::milliseconds deadline);

    std::atomic<bool> alive{true};
    std::chrono::milliseconds default_deadline;
    std::shared_ptr<HostLog> host_log;
    std::shared_ptr<HostKey> host_key;
    std::unique_ptr<Runtime> runtime;

    // After destroy (retired.hpp).
    Instance* retired_before = nullptr;
    std::thread thread;    ///< of an instance destroyed inside its own reply
    bool joining = false;  ///< somebody waits for that thread
};

/// The instance of a host's pointer; null if the pointer is null or the instance was destroyed.
Instance* instance_of(tillpoints_instance* pointer);

}  // namespace tillpoints::abi
