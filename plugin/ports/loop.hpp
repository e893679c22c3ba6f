#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace tillpoints {

/// The thread of dispatcher and sender: its time, timers and order of work. The product runs them on an
/// io_context, the simulation in virtual time. Used on its own thread only.
class Loop {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    /// One alarm. Set again, the earlier setting is forgotten; destroyed, it is cancelled. Work that is due
    /// already when it is cancelled may still run.
    class Timer {
      public:
        virtual ~Timer() = default;
        virtual void at(Moment moment, std::function<void()> work) = 0;
        virtual void cancel() = 0;
    };

    virtual ~Loop() = default;
    virtual Moment now() const = 0;
    /// Runs `work` soon, after what was posted before it and never from inside this call.
    virtual void post(std::function<void()> work) = 0;
    virtual std::unique_ptr<Timer> timer() = 0;
};

}  // namespace tillpoints
