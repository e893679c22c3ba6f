#pragma once
#include <boost/asio/steady_timer.hpp>
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "protocol/json.hpp"

namespace tillpoints {

/// One submitted event until it is answered. The answer goes out exactly once: whoever comes first.
class Ticket {
  public:
    using Answer = std::function<void(const std::string& json)>;

    Ticket(boost::asio::any_io_executor executor, std::string event, std::chrono::steady_clock::time_point due, Answer answer)
        : event_(std::move(event)), due_(due), soft_(executor), hard_(executor), answer_(std::move(answer)) {}

    bool answered() const { return !answer_; }
    void answer(const Json& json) {
        if (!answer_) return;
        soft_.cancel();
        hard_.cancel();
        const auto once = std::move(answer_);
        answer_ = nullptr;
        once(dump(json));
    }

    const std::string& event() const { return event_; }
    std::chrono::steady_clock::time_point due() const { return due_; }
    std::chrono::milliseconds left() const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due_ - std::chrono::steady_clock::now());
        return std::max(left, std::chrono::milliseconds(0));
    }
    /// At the soft deadline the session answers with what it knows; at the hard one the runtime answers.
    boost::asio::steady_timer& soft() { return soft_; }
    boost::asio::steady_timer& hard() { return hard_; }

  private:
    std::string event_;
    std::chrono::steady_clock::time_point due_;
    boost::asio::steady_timer soft_;
    boost::asio::steady_timer hard_;
    Answer answer_;
};

using TicketPtr = std::shared_ptr<Ticket>;

}  // namespace tillpoints
