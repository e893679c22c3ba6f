#pragma once
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "plugin/ports/loop.hpp"
#include "protocol/json.hpp"

namespace tillpoints {

/// One submitted event until it is answered. The first answer goes out; later ones are dropped.
class PendingReply {
  public:
    using Answer = std::function<void(const std::string& json)>;

    PendingReply(Loop& loop, std::string event, Loop::Moment due, Answer answer)
        : event_(std::move(event)),
          loop_(loop),
          due_(due),
          soft_(loop.timer()),
          hard_(loop.timer()),
          answer_(std::move(answer)) {}

    bool answered() const { return !answer_; }
    void answer(const Json& json) {
        if (!answer_) return;
        soft_->cancel();
        hard_->cancel();
        const auto once = std::move(answer_);
        answer_ = nullptr;
        once(dump(json));
    }

    const std::string& event() const { return event_; }
    std::chrono::milliseconds left() const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due_ - loop_.now());
        return std::max(left, std::chrono::milliseconds(0));
    }

    /// At the soft deadline the session answers with what it knows, a little before the end, so that what it
    /// decides can still be made durable; at the hard one the runtime answers.
    void arm(std::function<void()> soft, std::function<void()> hard) {
        const auto reserve = std::min(left() / 10, std::chrono::milliseconds(150));
        soft_end_ = due_ - reserve;
        soft_->at(soft_end_, std::move(soft));
        hard_->at(due_ - reserve / 10, std::move(hard));
    }
    bool soft_deadline_passed() const { return loop_.now() >= soft_end_; }

  private:
    std::string event_;
    Loop& loop_;
    Loop::Moment due_;
    Loop::Moment soft_end_ = due_;
    std::unique_ptr<Loop::Timer> soft_;
    std::unique_ptr<Loop::Timer> hard_;
    Answer answer_;
};

using PendingReplyPtr = std::shared_ptr<PendingReply>;

}  // namespace tillpoints
