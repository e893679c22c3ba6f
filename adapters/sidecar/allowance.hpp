#pragma once
#include <algorithm>
#include <chrono>

namespace tillpoints::sidecar {

/// How much one side may still take: refilled at a rate, up to a burst. Pure; the caller tells the time.
class Allowance {
  public:
    using Time = std::chrono::steady_clock::time_point;

    Allowance(double per_second, double burst) : per_second_(per_second), burst_(burst), left_(burst) {}

    /// Takes `amount` if something is left; what is taken beyond is owed, so that one large request passes.
    bool take(double amount, Time now) {
        refill(now);
        if (left_ <= 0) return false;
        left_ -= amount;
        return true;
    }

  private:
    void refill(Time now) {
        const std::chrono::duration<double> passed = now - at_;
        if (at_ != Time()) left_ = std::min(burst_, left_ + std::max(passed.count(), 0.0) * per_second_);
        at_ = now;
    }

    double per_second_;
    double burst_;
    double left_;
    Time at_{};
};

}  // namespace tillpoints::sidecar
