#include "plugin/runtime/outbox_thread.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

#include "plugin/runtime/thread_signals.hpp"

namespace tillpoints {
namespace {

constexpr std::chrono::seconds quiet{2};

}  // namespace

struct OutboxThread::CommitJob final : Job {
    CommitJob(Batch the_batch, std::function<void(Result<void>)> whom)
        : batch(std::move(the_batch)), done(std::move(whom)) {}
    void perform(Outbox& outbox) override { result = outbox.commit(batch); }
    void follow() override { done(std::move(result)); }

    Batch batch;
    std::function<void(Result<void>)> done;
    /// What the caller is told if a defect ends the commit.
    Result<void> result = Problem{Errc::storage_failed, "outbox", "a batch that can be stored", "a defect"};
};

struct OutboxThread::WorkJob final : Job {
    explicit WorkJob(std::function<std::function<void()>(Outbox&)> the_work) : work(std::move(the_work)) {}
    void perform(Outbox& outbox) override {
        then = work(outbox);
        work = nullptr;
    }
    void follow() override {
        if (then) then();
    }

    std::function<std::function<void()>(Outbox&)> work;
    std::function<void()> then;
};

OutboxThread::OutboxThread(std::unique_ptr<Outbox> outbox, std::function<void()> wake,
                           std::function<void(const char*)> failed)
    : outbox_(std::move(outbox)), wake_(std::move(wake)), failed_(std::move(failed)) {
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { work_through(); });
}

OutboxThread::~OutboxThread() {
    stop();
}

void OutboxThread::commit(Batch batch, std::function<void(Result<void>)> done) {
    give(std::make_unique<CommitJob>(std::move(batch), std::move(done)));
}

void OutboxThread::run(std::function<std::function<void()>(Outbox&)> work) {
    give(std::make_unique<WorkJob>(std::move(work)));
}

void OutboxThread::give(std::unique_ptr<Job> job) {
    Jobs one;
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
    Jobs one;
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
            attempt([this] { static_cast<void>(outbox_->tidy()); });
            continue;
        }
        changed_.wait(lock, called);
        if (given_.empty()) return;
        untidy_ = true;
        Jobs one;
        one.splice(one.end(), given_, given_.begin());
        lock.unlock();
        Job& job = *one.front();
        job.lost = attempt([&] { job.perform(*outbox_); }) == Attempt::lost;
        lock.lock();
        ended_.splice(ended_.end(), one);
        lock.unlock();
        wake_();
    }
}

template <class Work>
OutboxThread::Attempt OutboxThread::attempt(Work work) {
    try {
        work();
        return Attempt::done;
    } catch (const std::logic_error& defect) {
        failed_(defect.what());
        return Attempt::defect;
    } catch (const std::exception& failure) {
        failed_(failure.what());
    } catch (...) {
        failed_("something was thrown");
    }
    return Attempt::lost;
}

}  // namespace tillpoints
