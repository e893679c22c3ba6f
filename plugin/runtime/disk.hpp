#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "plugin/outbox/outbox.hpp"

namespace tillpoints {

/// The outbox on a thread of its own, so that a stalled disk stops no timer and no answer. Work is done in
/// the order it is given; what follows it runs on the executor given at construction.
class Disk {
  public:
    /// `failed` is told when a piece of work threw (a defect); called on the disk's thread.
    Disk(std::unique_ptr<Outbox> outbox, boost::asio::any_io_executor executor, std::function<void(std::string_view)> failed);
    ~Disk();

    /// `done` gets the result after the batch is durable (or is not).
    void commit(Batch batch, std::function<void(Result<void>)> done);
    /// Runs `work` beside the outbox; the function it returns then runs on the executor.
    void run(std::function<std::function<void()>(Outbox&)> work);
    /// Finishes the work given so far, ends the thread and closes the outbox. What is given afterwards is dropped.
    void stop();

    /// Safe on any thread: it uses only the installation's key.
    std::string keyed_hash(std::string_view identity) const { return outbox_->keyed_hash(identity); }

  private:
    void work_through();
    /// Tells what is thrown instead of letting it end the host's process.
    void attempt(const std::function<void()>& work);

    std::unique_ptr<Outbox> outbox_;
    boost::asio::any_io_executor executor_;
    std::function<void(std::string_view)> failed_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<std::function<void()>(Outbox&)>> work_;
    bool stopping_ = false;
    bool untidy_ = false;  ///< worked since the last tidying
    std::thread thread_;
};

}  // namespace tillpoints
