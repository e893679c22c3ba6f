#pragma once
#include <memory>

#include "plugin/ports/runtime_env.hpp"

namespace tillpoints {

/// Deletes old finished records from the outbox, a slice at a time with pauses between, and only when the
/// cloud's time is known: a terminal's clock that is wrong must not make anything old. Runs on the library's
/// thread only.
class RetentionJob {
  public:
    explicit RetentionJob(const RuntimeEnv& env);

    void start();
    void stop();

  private:
    void again_in(std::chrono::milliseconds pause);
    void slice();

    RuntimeEnv env_;
    Retention retention_;
    std::unique_ptr<Loop::Timer> timer_;
    bool stopping_ = false;
};

}  // namespace tillpoints
