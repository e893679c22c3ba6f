#include "plugin/runtime/engine_supervisor.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

/// An engine that ran for so long has not failed "in a row" with the one before it.
constexpr std::chrono::seconds sound{10};
constexpr std::chrono::milliseconds shortest_pause{50};
constexpr std::chrono::milliseconds longest_pause{5'000};

}  // namespace

std::chrono::milliseconds pause_before_restart(int failures) {
    if (failures <= 0) return {};
    return std::min(shortest_pause * (1 << std::min(failures - 1, 10)), longest_pause);
}

void EngineSupervisor::make(StoredState stored) {
    running_ = std::make_unique<RunningEngine>(env_, commands_, std::move(stored));
}

void EngineSupervisor::start() {
    started_at_ = env_.loop.now();
    running_->start();
    started_();
}

void EngineSupervisor::discard(Moment now) {
    if (running_ && now - started_at_ >= sound) failures_ = 0;
    running_.reset();
    reading_ = false;
    restart_at_ = now + pause_before_restart(failures_);
    failures_ += 1;
}

void EngineSupervisor::tend(Moment now) {
    if (running_ || reading_ || now < restart_at_) return;
    reading_ = true;
    const auto read = [](Outbox& outbox) { return read_stored_state(outbox); };
    ask<StoredState>(env_.executor, read, [this](const Result<StoredState>& stored) { go_on_with(stored); });
}

void EngineSupervisor::go_on_with(const Result<StoredState>& stored) {
    if (running_ || !reading_) return;
    reading_ = false;
    if (!stored) {
        env_.log.write(LogLevel::error, "what is stored cannot be read: " + stored.error().sentence());
        return discard(env_.loop.now());
    }
    make(*stored);
    start();
    env_.log.write(LogLevel::warning, "started again with what is stored");
}

EngineSupervisor::Moment EngineSupervisor::next() const {
    return running_ || reading_ ? Moment::max() : restart_at_;
}

}  // namespace tillpoints
