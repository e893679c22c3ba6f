#include "cloud/jobs/regular_work.hpp"

#include <algorithm>
#include <cstdio>

namespace tillpoints::cloud {
namespace {

/// SQLite gives its one writer's place to whoever comes first, so that work without a pause would keep it.
constexpr std::chrono::milliseconds between_pieces{20};

}  // namespace

RegularWork::RegularWork(std::string name, std::chrono::milliseconds pause, Work work)
    : name_(std::move(name)), pause_(pause), work_(std::move(work)), thread_([this] { run(); }) {}

RegularWork::~RegularWork() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    end_.notify_one();
    thread_.join();
}

void RegularWork::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        const bool more = try_work();
        lock.lock();
        end_.wait_for(lock, more ? std::min(between_pieces, pause_) : pause_, [this] { return ending_; });
    }
}

bool RegularWork::try_work() {
    try {
        return work_();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: %s failed and is tried again: %s\n", name_.c_str(),
                     error.what());
        return false;
    }
}

}  // namespace tillpoints::cloud
