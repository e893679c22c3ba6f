#include "plugin/runtime/outbox_thread.hpp"

#include <chrono>
#include <exception>

#include "plugin/runtime/thread_signals.hpp"

namespace tillpoints {
namespace {

constexpr std::chrono::seconds quiet{2};

}  // namespace

OutboxThread::OutboxThread(std::unique_ptr<Outbox> outbox, Loop& loop,
                           std::function<void(std::string_view)> failed)
    : outbox_(std::move(outbox)), loop_(loop), failed_(std::move(failed)) {
    const SignalsBlocked blocked;
    thread_ = std::thread([this] { work_through(); });
}

OutboxThread::~OutboxThread() {
    stop();
}

void OutboxThread::commit(Batch batch, std::function<void(Result<void>)> done) {
    run([this, batch = std::move(batch), done = std::move(done)](Outbox& outbox) -> std::function<void()> {
        // Also after an exception the batch is answered, because its caller waits for it.
        Result<void> result =
            Problem{Errc::storage_failed, "outbox", "a batch that can be stored", "a defect"};
        attempt([&] { result = outbox.commit(batch); });
        return [done, result = std::move(result)] { done(result); };
    });
}

void OutboxThread::run(std::function<std::function<void()>(Outbox&)> work) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        work_.push_back(std::move(work));
    }
    changed_.notify_one();
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
        const auto called = [this] { return stopping_ || !work_.empty(); };
        // House-keeping waits for a quiet moment, so that no receipt waits for it.
        if (untidy_ && !changed_.wait_for(lock, quiet, called)) {
            untidy_ = false;
            lock.unlock();
            attempt([this] { static_cast<void>(outbox_->tidy()); });
            continue;
        }
        changed_.wait(lock, called);
        if (work_.empty()) return;
        untidy_ = true;
        auto work = std::move(work_.front());
        work_.pop_front();
        lock.unlock();
        std::function<void()> then;
        attempt([&] { then = work(*outbox_); });
        work = nullptr;
        if (then) loop_.post(std::move(then));
    }
}

void OutboxThread::attempt(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& defect) {
        failed_(defect.what());
    } catch (...) {
        failed_("something was thrown");
    }
}

}  // namespace tillpoints
