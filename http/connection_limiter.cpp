#include "http/connection_limiter.hpp"

namespace tillpoints {

bool ConnectionLimiter::make_room() {
    if (tracked_ < most_) return true;
    if (idle_.empty()) return false;
    auto& member = *idle_.front();
    remove(member);
    member.drop();
    return true;
}

void ConnectionLimiter::drop_idle() {
    while (!idle_.empty()) {
        auto& member = *idle_.front();
        mark_busy(member);
        member.drop();
    }
}

void ConnectionLimiter::add(Connection& member) {
    member.tracked_ = true;
    ++tracked_;
    mark_idle(member);
}

void ConnectionLimiter::remove(Connection& member) {
    mark_busy(member);
    if (member.tracked_) --tracked_;
    member.tracked_ = false;
}

void ConnectionLimiter::mark_idle(Connection& member) {
    mark_busy(member);
    if (member.tracked_) member.idle_position_ = idle_.insert(idle_.end(), &member);
}

void ConnectionLimiter::mark_busy(Connection& member) {
    if (member.idle_position_) idle_.erase(*member.idle_position_);
    member.idle_position_.reset();
}

}  // namespace tillpoints
