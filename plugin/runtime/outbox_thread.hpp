#pragma once
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "plugin/ports/outbox_executor.hpp"
#include "plugin/ports/outbox_jobs.hpp"

namespace tillpoints {

/// A piece of work ended with an exception on the outbox's thread: what it stored is known only to the disk.
class OutboxWorkLost final : public std::exception {
  public:
    const char* what() const noexcept override { return "work of the outbox was lost"; }
};

/// The product's outbox executor: a thread of its own, so that a stalled disk delays no timer and no answer.
/// Giving work and taking it back allocates nothing on that thread.
class OutboxThread final : public OutboxExecutor {
  public:
    /// `wake` is called on the outbox's thread when `deliver` has something to do. It must not throw.
    /// `failed` is told what a piece of work threw; called on the outbox's thread, it must not throw either.
    OutboxThread(std::unique_ptr<Outbox> outbox, std::function<void()> wake, OutboxFailure failed);
    ~OutboxThread() override;

    void commit(Batch batch, std::function<void(Result<void>)> done) override;
    void run(std::function<std::function<void()>(Outbox&)> work) override;
    std::string keyed_hash(std::string_view identity) const override { return outbox_->keyed_hash(identity); }

    /// On the library's thread: runs what follows the piece of work that ended first. False if none has
    /// ended. Throws OutboxWorkLost if nothing can follow it.
    bool deliver();
    bool has_ended_work() const;

    /// Finishes the work given so far, ends the thread and closes the outbox. What is given afterwards is
    /// dropped.
    void stop();

  private:
    void give(std::unique_ptr<OutboxJob> job);
    void work_through();

    std::unique_ptr<Outbox> outbox_;
    std::function<void()> wake_;
    OutboxFailure failed_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    OutboxJobs given_;
    OutboxJobs ended_;
    bool stopping_ = false;
    bool untidy_ = false;  ///< worked since the last tidying
    std::thread thread_;
};

}  // namespace tillpoints
