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

}  // namespace

void retire(std::unique_ptr<Runtime> runtime, std::thread thread) {
    const std::lock_guard lock(mutex);
    retired.push_back({std::move(runtime), std::move(thread)});
}

void join_retired() {
    std::vector<Retired> ending;
    {
        const std::lock_guard lock(mutex);
        ending.swap(retired);
    }
    for (auto& it : ending) it.thread.join();
}

}  // namespace tillpoints::abi
