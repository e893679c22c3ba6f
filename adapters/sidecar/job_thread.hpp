#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace tillpoints::sidecar {

/// A thread that takes jobs in the order they were given. Its end does what was given before, and waits for
/// it unless one of the jobs itself ends it.
class JobThread {
  public:
    using Job = std::function<void()>;

    JobThread() : state_(std::make_shared<State>()), thread_([state = state_] { run(*state); }) {}
    ~JobThread() {
        {
            const std::lock_guard lock(state_->mutex);
            state_->ending = true;
        }
        state_->given.notify_one();
        if (thread_.get_id() == std::this_thread::get_id())
            thread_.detach();
        else
            thread_.join();
    }
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

    void give(Job job) {
        {
            const std::lock_guard lock(state_->mutex);
            state_->jobs.push_back(std::move(job));
        }
        state_->given.notify_one();
    }

  private:
    struct State {
        std::mutex mutex;
        std::condition_variable given;
        std::deque<Job> jobs;
        bool ending = false;
    };

    static void run(State& state) {
        std::unique_lock lock(state.mutex);
        for (;;) {
            state.given.wait(lock, [&] { return state.ending || !state.jobs.empty(); });
            if (state.jobs.empty()) return;
            Job job = std::move(state.jobs.front());
            state.jobs.pop_front();
            lock.unlock();
            job();
            job = nullptr;  // what it holds may end this thread
            lock.lock();
        }
    }

    std::shared_ptr<State> state_;
    std::thread thread_;
};

}  // namespace tillpoints::sidecar
