#pragma once
#include <ucontext.h>

#include <functional>
#include <memory>

namespace tillpoints::simulation {

/// A course of action that can stop in the middle and go on later: a register's people are written down as
/// they act, one step after another, while two registers act at the same time. All fibers share one thread.
class Fiber {
  public:
    explicit Fiber(std::function<void()> body);
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Goes on until the body pauses or ends. What the body throws is thrown here.
    void resume();
    /// Called inside the body: back to whoever resumed it.
    void pause();
    bool finished() const { return finished_; }

  private:
    static void enter();

    std::function<void()> body_;
    std::unique_ptr<char[]> stack_;
    ucontext_t own_{};
    ucontext_t resumer_{};
    std::exception_ptr thrown_;
    bool finished_ = false;
};

}  // namespace tillpoints::simulation
