#include "plugin/runtime/retention_job.hpp"

#include "plugin/session/forgetting.hpp"

namespace tillpoints {
namespace {

constexpr std::chrono::seconds after_the_start{30};
constexpr std::chrono::milliseconds between_slices{200};
constexpr std::chrono::hours between_rounds{6};

}  // namespace

RetentionJob::RetentionJob(const RuntimeEnv& env)
    : env_(env),
      retention_{env.config.retention.personal, env.config.retention.records, without_customer},
      timer_(env.loop.timer()) {}

void RetentionJob::start() {
    again_in(after_the_start);
}

void RetentionJob::stop() {
    stopping_ = true;
    timer_->cancel();
}

void RetentionJob::again_in(std::chrono::milliseconds pause) {
    timer_->at(env_.loop.now() + pause, [this] {
        if (!stopping_) slice();
    });
}

void RetentionJob::slice() {
    const auto now = env_.clock.now().cloud;
    if (!now) return again_in(after_the_start);
    env_.executor.run([this, now](Outbox& outbox) -> std::function<void()> {
        auto more = outbox.forget(retention_, *now);
        return [this, more = std::move(more)] {
            if (stopping_) return;
            if (!more) env_.log.write(LogLevel::warning, "not forgotten: " + more.error().sentence());
            again_in(more && *more ? between_slices : std::chrono::milliseconds(between_rounds));
        };
    });
}

}  // namespace tillpoints
