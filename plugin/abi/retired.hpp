#pragma once
#include <memory>
#include <thread>

#include "plugin/abi/instance.hpp"

namespace tillpoints::abi {

/// An instance destroyed from inside its own reply cannot wait for its own thread: its runtime is kept here
/// until that thread has ended. Joined at the last deinit at the latest, so that the library may be unloaded.
void retire(std::unique_ptr<Runtime> runtime, std::thread thread);

/// Keeps the shell of a destroyed instance, so that a call that comes too late finds it.
void keep_shell(std::unique_ptr<Instance> shell);

/// Joins what has retired; not from one of its own threads.
void join_retired();

/// init and deinit; the last deinit leaves nothing behind.
void count_in();
void count_out();

}  // namespace tillpoints::abi
