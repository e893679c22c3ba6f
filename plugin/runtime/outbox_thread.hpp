#pragma once
#include <condition_variable>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "plugin/ports/outbox_executor.hpp"

namespace tillpoints {

/// A piece of work ended with an exception on the outbox's thread: what it stored is known only to the disk.
class OutboxWorkLost final : public std::exception {
  public:
    const char* what() const noexcept override { return "work of the outbox was lost"; }
};

/// The product's outbox executor: a thread of its own, so that a stalled disk delays no timer and no answer.
/// A piece of work brings the memory for its place in the lists, so the thread itself allocates nothing.
class OutboxThread final : public OutboxExecutor {
  public:
    /// `wake` is called on the outbox's thread when `deliver` has something to do. It must not throw.
    /// `failed` is told what a piece of work threw; called on the outbox's thread, it must not throw either.
    OutboxThread(std::unique_ptr<Outbox> outbox, std::function<void()> wake,
                 std::function<void(const char*)> failed);
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
    /// One piece of work. `perform` runs on the outbox's thread, `follow` on the library's.
    struct Job {
        virtual ~Job() = default;
        virtual void perform(Outbox& outbox) = 0;
        virtual void follow() = 0;
        bool lost = false;
    };
    struct CommitJob;
    struct WorkJob;
    using Jobs = std::list<std::unique_ptr<Job>>;

    void give(std::unique_ptr<Job> job);
    void work_through();
    /// What came of a piece of work: a defect of the code is told to its caller; anything else that is
    /// thrown, like no memory, leaves open what was stored.
    enum class Attempt { done, defect, lost };
    template <class Work>
    Attempt attempt(Work work);

    std::unique_ptr<Outbox> outbox_;
    std::function<void()> wake_;
    std::function<void(const char*)> failed_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Jobs given_;
    Jobs ended_;
    bool stopping_ = false;
    bool untidy_ = false;  ///< worked since the last tidying
    std::thread thread_;
};

}  // namespace tillpoints
