#include "cloud/jobs/regular_work.hpp"

#include <cstdio>

namespace tillpoints::cloud {

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
        if (!more) end_.wait_for(lock, pause_, [this] { return ending_; });
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
