#include "http/request_batcher.hpp"

#include <algorithm>
#include <utility>

#include "http/background_thread.hpp"

namespace tillpoints {

RequestBatcher::RequestBatcher(boost::asio::io_context& io, BatchOptions options, Handler handler)
    : io_(io), options_(options), handler_(std::move(handler)) {
    for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
}

RequestBatcher::~RequestBatcher() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void RequestBatcher::add(HttpRequest request, std::function<void(Reply)> done) {
    std::size_t waiting = 0;
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back({std::move(request), std::move(done)});
        waiting = queue_.size();
    }
    if (threads_.empty() && waiting == options_.most) return hand_over();
    // Behind all that the io_context has ready, which may be more requests.
    if (std::exchange(handing_over_, true)) return;
    boost::asio::post(io_, [this] {
        handing_over_ = false;
        hand_over();
    });
}

void RequestBatcher::hand_over() {
    if (!threads_.empty()) return changed_.notify_all();
    while (true) {
        const auto batch = next_batch();
        if (batch.empty()) return;
        auto answers = answers_to(batch);
        reply(batch, answers);
    }
}

RequestBatcher::Batch RequestBatcher::next_batch() {
    const std::lock_guard lock(mutex_);
    // A share for each thread, so that none of them idles while another has all.
    const auto sharers = std::max<std::size_t>(1, threads_.size());
    const auto count = std::min(options_.most, (queue_.size() + sharers - 1) / sharers);
    Batch batch;
    for (std::size_t i = 0; i < count; ++i) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return batch;
}

void RequestBatcher::work() {
    if (options_.background) become_background_thread();
    while (true) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return over_ || !queue_.empty(); });
            if (over_) return;
        }
        auto batch = next_batch();
        if (batch.empty()) continue;
        auto answers = answers_to(batch);
        boost::asio::post(io_, [batch = std::move(batch), answers = std::move(answers)]() mutable {
            reply(batch, answers);
        });
    }
}

std::vector<HttpAnswer> RequestBatcher::answers_to(const Batch& batch) const {
    std::vector<HttpRequest> requests;
    for (const auto& one : batch) requests.push_back(one.request);
    try {
        return handler_(requests);
    } catch (...) {
        return std::vector<HttpAnswer>(requests.size(), {500, {}, {}});
    }
}

void RequestBatcher::reply(const Batch& batch, std::vector<HttpAnswer>& answers) {
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(answers[i]));
}

}  // namespace tillpoints
