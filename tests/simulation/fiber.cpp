#include "tests/simulation/fiber.hpp"

#include <utility>

namespace tillpoints::simulation {
namespace {

constexpr std::size_t stack_size = 256u << 10;

/// makecontext passes integers only, so the fiber that starts is told here.
thread_local Fiber* starting = nullptr;

}  // namespace

Fiber::Fiber(std::function<void()> body)
    : body_(std::move(body)), stack_(std::make_unique_for_overwrite<char[]>(stack_size)) {
    getcontext(&own_);
    own_.uc_stack.ss_sp = stack_.get();
    own_.uc_stack.ss_size = stack_size;
    own_.uc_link = &resumer_;
    makecontext(&own_, &Fiber::enter, 0);
}

void Fiber::enter() {
    Fiber& self = *starting;
    try {
        self.body_();
    } catch (...) {
        self.thrown_ = std::current_exception();
    }
    self.finished_ = true;
}

void Fiber::resume() {
    starting = this;
    swapcontext(&resumer_, &own_);
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void Fiber::pause() {
    swapcontext(&own_, &resumer_);
}

}  // namespace tillpoints::simulation
