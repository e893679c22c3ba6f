#pragma once
#include <functional>
#include <utility>

#include "tests/simulation/faults.hpp"

namespace tillpoints::simulation {

/// The terminal's power. What the terminal has under way dies with it; the cloud's side goes on.
class Power {
  public:
    explicit Power(Loop& loop) : loop_(loop) {}

    bool on() const { return on_; }
    void cut() { on_ = false; }
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
        loop_.at(loop_.now() + delay, alive(std::move(work)));
    }

  private:
    Loop& loop_;
    bool on_ = true;
    unsigned life_ = 0;
};

}  // namespace tillpoints::simulation
