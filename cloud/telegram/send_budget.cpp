#include "cloud/telegram/send_budget.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::seconds window{1};

}  // namespace

void SendBudget::forget(Time now) {
    while (!sent_.empty() && sent_.front() + window <= now) sent_.pop_front();
    std::erase_if(answered_, [&](const auto& each) { return each.second + window <= now; });
}

bool SendBudget::take(std::int64_t chat, Time now) {
    forget(now);
    if (now < paused_until_ || sent_.size() >= most_) return false;
    if (answered_.contains(chat) || !open_.insert(chat).second) return false;
    sent_.push_back(now);
    return true;
}

void SendBudget::answered(std::int64_t chat, Time now) {
    open_.erase(chat);
    answered_[chat] = now;
}

void SendBudget::pause_until(Time until) {
    paused_until_ = std::max(paused_until_, until);
}

}  // namespace tillpoints::cloud
