#pragma once
#include <memory>
#include <thread>

#include "plugin/abi/instance.hpp"

namespace tillpoints::abi {

/// An instance that is destroyed inside its own reply cannot wait for its own thread, so its runtime is kept
/// here until that thread has ended. It is joined at the last deinit at the latest, because the library may
/// be unloaded then.
void retire(std::unique_ptr<Runtime> runtime, std::thread thread);

/// Keeps the structure of a destroyed instance until the last deinit, for calls that come too late.
void keep_shell(std::unique_ptr<Instance> shell);

/// Waits for the retired threads, except the one that calls it.
void join_retired();

/// Count calls of init and deinit; the last deinit frees everything.
void count_in();
void count_out();

}  // namespace tillpoints::abi
