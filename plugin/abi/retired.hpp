#pragma once
#include <memory>
#include <thread>

#include "plugin/runtime/runtime.hpp"

namespace tillpoints::abi {

/// An instance destroyed from inside its own reply cannot wait for its own thread: it is kept here until
/// that thread has ended. Joined at the last deinit at the latest, so that the library may be unloaded.
void retire(std::unique_ptr<Runtime> runtime, std::thread thread);
void join_retired();

}  // namespace tillpoints::abi
