#include "plugin/runtime/engine_ports.hpp"

#include <utility>

namespace tillpoints {
namespace {

using Alive = std::weak_ptr<const bool>;

/// `callback`, which does nothing once the engine is discarded.
template <class Callback>
auto while_alive(const Alive& alive, Callback callback) {
    return [alive, callback = std::move(callback)](auto&&... arguments) {
        if (!alive.expired()) callback(std::forward<decltype(arguments)>(arguments)...);
    };
}

class EngineTimer final : public Loop::Timer {
  public:
    EngineTimer(std::unique_ptr<Loop::Timer> timer, Alive alive)
        : timer_(std::move(timer)), alive_(std::move(alive)) {}
    void at(Loop::Moment moment, std::function<void()> work) override {
        timer_->at(moment, while_alive(alive_, std::move(work)));
    }
    void cancel() override { timer_->cancel(); }

  private:
    std::unique_ptr<Loop::Timer> timer_;
    Alive alive_;
};

class EngineLoop final : public Loop {
  public:
    EngineLoop(Loop& loop, Alive alive) : loop_(loop), alive_(std::move(alive)) {}
    Moment now() const override { return loop_.now(); }
    void post(std::function<void()> work) override { loop_.post(while_alive(alive_, std::move(work))); }
    std::unique_ptr<Timer> timer() override { return std::make_unique<EngineTimer>(loop_.timer(), alive_); }

  private:
    Loop& loop_;
    Alive alive_;
};

class EngineExecutor final : public OutboxExecutor {
  public:
    EngineExecutor(OutboxExecutor& executor, Alive alive) : executor_(executor), alive_(std::move(alive)) {}
    void commit(Batch batch, std::function<void(Result<void>)> done) override {
        executor_.commit(std::move(batch), while_alive(alive_, std::move(done)));
    }
    void run(std::function<std::function<void()>(Outbox&)> work) override {
        executor_.run([alive = alive_, work = std::move(work)](Outbox& outbox) -> std::function<void()> {
            auto then = work(outbox);
            if (!then) return then;
            return while_alive(alive, std::move(then));
        });
    }
    std::string keyed_hash(std::string_view identity) const override {
        return executor_.keyed_hash(identity);
    }

  private:
    OutboxExecutor& executor_;
    Alive alive_;
};

class EngineProvider final : public LoyaltyProvider {
  public:
    using Timeout = std::chrono::milliseconds;

    EngineProvider(LoyaltyProvider& provider, Alive alive) : provider_(provider), alive_(std::move(alive)) {}
    void identify(const loyalty::FindCustomer& question, Timeout timeout, Done done) override {
        provider_.identify(question, timeout, while_alive(alive_, std::move(done)));
    }
    void quote(const loyalty::Calculate& question, Timeout timeout, Done done) override {
        provider_.quote(question, timeout, while_alive(alive_, std::move(done)));
    }
    void request_confirmation(const loyalty::RequestConfirmation& question, Timeout timeout,
                              Done done) override {
        provider_.request_confirmation(question, timeout, while_alive(alive_, std::move(done)));
    }
    void give_confirmation(const loyalty::GiveConfirmation& question, Timeout timeout, Done done) override {
        provider_.give_confirmation(question, timeout, while_alive(alive_, std::move(done)));
    }
    void voucher(const loyalty::CreateVoucher& question, Timeout timeout, Done done) override {
        provider_.voucher(question, timeout, while_alive(alive_, std::move(done)));
    }
    void settings(Timeout timeout, Done done) override {
        provider_.settings(timeout, while_alive(alive_, std::move(done)));
    }
    void submit(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme, Timeout timeout,
                Done done) override {
        provider_.submit(entry, programme, timeout, while_alive(alive_, std::move(done)));
    }
    void refund(const OutboxEntry& entry, Timeout timeout, Done done) override {
        provider_.refund(entry, timeout, while_alive(alive_, std::move(done)));
    }
    void look_up(const replay::Look& look, Timeout timeout,
                 std::function<void(const LookUpResult&)> done) override {
        provider_.look_up(look, timeout, while_alive(alive_, std::move(done)));
    }
    std::optional<Errc> missing_discount_refusal() const override {
        return provider_.missing_discount_refusal();
    }

  private:
    LoyaltyProvider& provider_;
    Alive alive_;
};

}  // namespace

EnginePorts::EnginePorts(Loop& loop, OutboxExecutor& executor, LoyaltyProvider& provider)
    : alive_(std::make_shared<const bool>(true)),
      loop_(std::make_unique<EngineLoop>(loop, alive_)),
      executor_(std::make_unique<EngineExecutor>(executor, alive_)),
      provider_(std::make_unique<EngineProvider>(provider, alive_)) {}

EnginePorts::~EnginePorts() = default;

}  // namespace tillpoints
