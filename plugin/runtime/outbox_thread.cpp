#include "plugin/runtime/outbox_thread.hpp"

#include <chrono>
#include <utility>

#include "plugin/runtime/thread_signals.hpp"

namespace tillpoints {
namespace {

constexpr std::chrono::seconds quiet{2};

}  // namespace

OutboxThread::OutboxThread(std::unique_ptr<Outbox> outbox, std::function<void()> wake, OutboxFailure failed)
    : outbox_(std::move(outbox)), wake_(std::move(wake)), failed_(std::move(failed)) {
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { work_through(); });
}

OutboxThread::~OutboxThread() {
    stop();
}

void OutboxThread::commit(Batch batch, std::function<void(Result<void>)> done) {
    give(commit_job(std::move(batch), std::move(done)));
}

void OutboxThread::run(std::function<std::function<void()>(Outbox&)> work) {
    give(work_job(std::move(work)));
}

void OutboxThread::give(std::unique_ptr<OutboxJob> job) {
    OutboxJobs one;
    one.push_back(std::move(job));
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        given_.splice(given_.end(), one);
    }
    changed_.notify_one();
}

bool OutboxThread::has_ended_work() const {
    const std::lock_guard lock(mutex_);
    return !ended_.empty();
}

bool OutboxThread::deliver() {
    OutboxJobs one;
    {
        const std::lock_guard lock(mutex_);
        if (ended_.empty()) return false;
        one.splice(one.end(), ended_, ended_.begin());
    }
    if (one.front()->lost) throw OutboxWorkLost();
    one.front()->follow();
    return true;
}

void OutboxThread::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
    outbox_.reset();
}

void OutboxThread::work_through() {
    for (;;) {
        std::unique_lock lock(mutex_);
        const auto called = [this] { return stopping_ || !given_.empty(); };
        // House-keeping waits for a quiet moment, so that no receipt waits for it.
        if (untidy_ && !changed_.wait_for(lock, quiet, called)) {
            untidy_ = false;
            lock.unlock();
            attempt([this] { static_cast<void>(outbox_->tidy()); }, failed_);
            continue;
        }
        changed_.wait(lock, called);
        if (given_.empty()) return;
        untidy_ = true;
        OutboxJobs jobs = take_next(given_);
        lock.unlock();
        perform(jobs, *outbox_, failed_);
        lock.lock();
        ended_.splice(ended_.end(), jobs);
        lock.unlock();
        wake_();
    }
}

}  // namespace tillpoints
