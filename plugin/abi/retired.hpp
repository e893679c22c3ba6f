#pragma once
#include "plugin/abi/instance.hpp"

namespace tillpoints::abi {

/// Keeps the structure of a destroyed instance until the last deinit, for calls that come too late. An
/// instance that is destroyed inside its own reply cannot wait for its own thread, so it keeps its runtime
/// too until that thread has ended. It is joined at the last deinit at the latest, because the library may be
/// unloaded then. Needs no memory: the instances are linked to each other.
void retire(Instance* instance);

/// Waits for the threads of retired instances, except the one that calls it.
void join_retired();

/// Count calls of init and deinit; the last deinit frees everything.
void count_in();
void count_out();

}  // namespace tillpoints::abi
