#include "http/request_batcher.hpp"

#include <utility>

namespace tillpoints {
namespace {

std::vector<HttpAnswer> answers_of(const RequestBatcher::Handler& handler,
                                   const std::vector<HttpRequest>& requests) {
    try {
        return handler(requests);
    } catch (...) {
        return std::vector<HttpAnswer>(requests.size(), {500, {}, {}});
    }
}

}  // namespace

void RequestBatcher::add(HttpRequest request, std::function<void(Reply)> done) {
    requests_.push_back(std::move(request));
    waiting_.push_back(std::move(done));
    if (requests_.size() == most_) return handle();
    // Behind all that the io_context has ready, which may be more requests.
    if (requests_.size() == 1) boost::asio::post(io_, [this] { handle(); });
}

void RequestBatcher::handle() {
    if (requests_.empty()) return;
    const auto requests = std::exchange(requests_, {});
    const auto waiting = std::exchange(waiting_, {});
    auto answers = answers_of(handler_, requests);
    for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i](std::move(answers[i]));
}

}  // namespace tillpoints
