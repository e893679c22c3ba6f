#include "plugin/abi/retired.hpp"

#include <mutex>
#include <vector>

namespace tillpoints::abi {
namespace {

struct Retired {
    std::unique_ptr<Runtime> runtime;
    std::thread thread;
};

std::mutex mutex;
std::vector<Retired> retired;
std::vector<std::unique_ptr<Instance>> shells;
int hosts = 0;

/// If the process ends without the last deinit, the threads end before the objects that hold them.
struct JoinAtExit {
    ~JoinAtExit() { join_retired(); }
} join_at_exit;

}  // namespace

void retire(std::unique_ptr<Runtime> runtime, std::thread thread) {
    const std::lock_guard lock(mutex);
    retired.push_back({std::move(runtime), std::move(thread)});
}

void keep_shell(std::unique_ptr<Instance> shell) {
    const std::lock_guard lock(mutex);
    shells.push_back(std::move(shell));
}

void join_retired() {
    std::vector<Retired> ending;
    {
        const std::lock_guard lock(mutex);
        ending.swap(retired);
    }
    for (auto& it : ending) {
        if (it.thread.get_id() == std::this_thread::get_id())
            retire(std::move(it.runtime), std::move(it.thread));
        else
            it.thread.join();
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
    if (hosts == 0) shells.clear();
}

}  // namespace tillpoints::abi
