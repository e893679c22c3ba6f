#include "plugin/runtime/event_inbox.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

/// A list with fewer answered events in it is not worth cleaning.
constexpr std::size_t few = 64;

bool is_answered(const SubmittedEventPtr& event) {
    return event->answered();
}

}  // namespace

Submitted EventInbox::put(One event) {
    const std::lock_guard lock(mutex_);
    if (closed_) return Submitted::stopping;
    if (waiting_ >= most_waiting_) return Submitted::busy;
    waiting_ += 1;
    arrived_.splice(arrived_.end(), event);
    return Submitted::taken;
}

void EventInbox::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
}

bool EventInbox::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

void EventInbox::receive() {
    One arrived;
    {
        const std::lock_guard lock(mutex_);
        arrived.swap(arrived_);
    }
    for (const auto& event : arrived) next_due_ = std::min(next_due_, event->due());
    untaken_.splice(untaken_.end(), arrived);
}

bool EventInbox::has_untaken() const {
    const std::lock_guard lock(mutex_);
    return !untaken_.empty() || !arrived_.empty();
}

SubmittedEventPtr EventInbox::take() {
    receive();
    while (!untaken_.empty()) {
        {
            const std::lock_guard lock(mutex_);
            waiting_ -= 1;
        }
        auto event = untaken_.front();
        if (event->answered()) {
            untaken_.pop_front();
            continue;
        }
        taken_.splice(taken_.end(), untaken_, untaken_.begin());
        drop_answered();
        return event;
    }
    return nullptr;
}

void EventInbox::drop_answered() {
    while (!taken_.empty() && taken_.front()->answered()) taken_.pop_front();
    if (taken_.size() < std::max(drop_at_, few)) return;
    taken_.remove_if(is_answered);
    drop_at_ = 2 * taken_.size();
}

void EventInbox::refuse_taken(Refusal why) {
    for (const auto& event : taken_) event->refuse(why);
    taken_.clear();
}

void EventInbox::refuse_all(Refusal why) {
    receive();
    refuse_taken(why);
    for (const auto& event : untaken_) event->refuse(why);
}

EventInbox::Moment EventInbox::next_due() {
    receive();
    return next_due_;
}

void EventInbox::refuse_overdue(Moment now) {
    if (now < next_due()) return;
    next_due_ = Moment::max();
    for (auto* events : {&taken_, &untaken_}) {
        for (const auto& event : *events) {
            if (event->answered()) continue;
            if (event->due() <= now)
                event->refuse(Refusal::not_stored);
            else
                next_due_ = std::min(next_due_, event->due());
        }
    }
    taken_.remove_if(is_answered);
}

}  // namespace tillpoints
