#include "plugin/abi/retired.hpp"

#include <mutex>

namespace tillpoints::abi {
namespace {

std::mutex mutex;
Instance* retired = nullptr;  ///< the latest; each knows the one before it
int hosts = 0;

/// A retired instance whose thread the caller may join; null if there is none.
Instance* with_a_thread() {
    const std::lock_guard lock(mutex);
    for (Instance* it = retired; it; it = it->retired_before)
        if (it->thread.joinable() && !it->joining && it->thread.get_id() != std::this_thread::get_id()) {
            it->joining = true;
            return it;
        }
    return nullptr;
}

/// If the process ends without the last deinit, the threads end before the objects that hold them.
struct JoinAtExit {
    ~JoinAtExit() { join_retired(); }
} join_at_exit;

}  // namespace

void retire(Instance* instance) {
    const std::lock_guard lock(mutex);
    instance->retired_before = retired;
    retired = instance;
}

void join_retired() {
    while (Instance* instance = with_a_thread()) {
        instance->thread.join();
        instance->runtime.reset();
    }
}

void count_in() {
    const std::lock_guard lock(mutex);
    hosts += 1;
}

void count_out() {
    join_retired();
    const std::lock_guard lock(mutex);
    if (hosts > 0) hosts -= 1;
    while (hosts == 0 && retired) delete std::exchange(retired, retired->retired_before);
}

}  // namespace tillpoints::abi
