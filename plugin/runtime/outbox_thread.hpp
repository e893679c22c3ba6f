#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "plugin/ports/loop.hpp"
#include "plugin/ports/outbox_executor.hpp"

namespace tillpoints {

/// The product's outbox executor: a thread of its own, so that a stalled disk delays no timer and no answer.
class OutboxThread final : public OutboxExecutor {
  public:
    /// `failed` is told when a piece of work threw (a defect); called on the disk's thread. `loop` must take
    /// posted work from any thread, and outlive this.
    OutboxThread(std::unique_ptr<Outbox> outbox, Loop& loop, std::function<void(std::string_view)> failed);
    ~OutboxThread() override;

    void commit(Batch batch, std::function<void(Result<void>)> done) override;
    void run(std::function<std::function<void()>(Outbox&)> work) override;
    std::string keyed_hash(std::string_view identity) const override { return outbox_->keyed_hash(identity); }

    /// Finishes the work given so far, ends the thread and closes the outbox. What is given afterwards is
    /// dropped.
    void stop();

  private:
    void work_through();
    /// Tells what is thrown instead of letting it end the host's process.
    void attempt(const std::function<void()>& work);

    std::unique_ptr<Outbox> outbox_;
    Loop& loop_;
    std::function<void(std::string_view)> failed_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<std::function<void()>(Outbox&)>> work_;
    bool stopping_ = false;
    bool untidy_ = false;  ///< worked since the last tidying
    std::thread thread_;
};

}  // namespace tillpoints
