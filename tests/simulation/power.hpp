#pragma once
#include <functional>
#include <utility>

#include "tests/simulation/faults.hpp"

namespace tillpoints::simulation {

/// One terminal's power. What the terminal has under way dies with it; the cloud's side goes on.
class Power {
  public:
    explicit Power(VirtualTime& time) : time_(time) {}

    bool on() const { return on_; }
    void cut() {
        if (!on_) return;
        on_ = false;
        if (lost) lost();
    }
    void restore() {
        on_ = true;
        life_ += 1;
    }

    /// `work`, but only in the terminal's present life.
    template <class Work>
    auto alive(Work work) {
        return [this, life = life_, work = std::move(work)](auto&&... values) {
            if (on_ && life_ == life) work(std::forward<decltype(values)>(values)...);
        };
    }
    void later(std::chrono::milliseconds delay, std::function<void()> work) {
        time_.at(time_.now() + delay, alive(std::move(work)));
    }

    std::function<void()> lost;  ///< told when the power goes

  private:
    VirtualTime& time_;
    bool on_ = true;
    unsigned life_ = 0;
};

}  // namespace tillpoints::simulation
