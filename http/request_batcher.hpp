#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "http/reply.hpp"

namespace tillpoints {

/// How requests are taken together.
struct BatchOptions {
    std::size_t most = 64;    ///< handled together
    std::size_t threads = 0;  ///< that handle them; none: the io_context's thread does
    bool background = false;  ///< the threads are background threads (background_thread.hpp)
};

/// Hands requests that are there at the same moment to its handler together, in the order they came, so that
/// they wait for the disk together. No request waits for one that is not there yet. With threads, what comes
/// while all of them are busy is taken by the first that is not; `add` is for the io_context's thread, and
/// replies are given there. Must outlive the running of the io_context.
class RequestBatcher {
  public:
    /// One answer for each request. If it throws, each request gets a 500. Called by the threads.
    using Handler = std::function<std::vector<HttpAnswer>(const std::vector<HttpRequest>&)>;

    RequestBatcher(boost::asio::io_context& io, BatchOptions options, Handler handler);
    /// Waits for what is being handled; its replies are not given any more.
    ~RequestBatcher();
    RequestBatcher(const RequestBatcher&) = delete;
    RequestBatcher& operator=(const RequestBatcher&) = delete;

    void add(HttpRequest request, std::function<void(Reply)> done);

  private:
    struct Waiting {
        HttpRequest request;
        std::function<void(Reply)> done;
    };
    using Batch = std::vector<Waiting>;

    void hand_over();
    void work();
    Batch next_batch();
    std::vector<HttpAnswer> answers_to(const Batch& batch) const;
    static void reply(const Batch& batch, std::vector<HttpAnswer>& answers);

    boost::asio::io_context& io_;
    const BatchOptions options_;
    const Handler handler_;
    bool handing_over_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> queue_;
    bool over_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace tillpoints
