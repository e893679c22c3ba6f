#include "plugin/operator/resolve_without_register.hpp"

#include "plugin/engine/engine.hpp"
#include "plugin/ports/manual_loop.hpp"
#include "plugin/transport/fresh_uuid.hpp"

namespace tillpoints {
namespace {

class DirectOutboxExecutor final : public OutboxExecutor {
  public:
    DirectOutboxExecutor(Outbox& outbox, Loop& loop) : outbox_(outbox), loop_(loop) {}
    void commit(Batch batch, std::function<void(Result<void>)> done) override {
        loop_.post([this, batch = std::move(batch), done = std::move(done)] { done(outbox_.commit(batch)); });
    }
    void run(std::function<std::function<void()>(Outbox&)> work) override {
        loop_.post([this, work = std::move(work)] {
            if (auto then = work(outbox_)) loop_.post(std::move(then));
        });
    }
    std::string keyed_hash(std::string_view identity) const override { return outbox_.keyed_hash(identity); }

  private:
    Outbox& outbox_;
    Loop& loop_;
};

/// Nothing is asked and nothing is sent.
class NoProvider final : public LoyaltyProvider {
    using Wait = std::chrono::milliseconds;
    void identify(const loyalty::FindCustomer&, Wait, Done) override {}
    void quote(const loyalty::Calculate&, Wait, Done) override {}
    void request_confirmation(const loyalty::RequestConfirmation&, Wait, Done) override {}
    void give_confirmation(const loyalty::GiveConfirmation&, Wait, Done) override {}
    void voucher(const loyalty::CreateVoucher&, Wait, Done) override {}
    void settings(Wait, Done) override {}
    void submit(const OutboxEntry&, std::optional<loyalty::DiscountPolicy>, Wait, Done) override {}
    void refund(const OutboxEntry&, Wait, Done) override {}
    void look_up(const replay::Look&, Wait, std::function<void(const LookUpResult&)>) override {}
    std::optional<Errc> missing_discount_refusal() const override { return {}; }
};

}  // namespace

Result<Json> resolve_without_register(const replay::Command& command, Outbox& outbox, const Config& config,
                                      Timestamp now) {
    auto stored_state = read_stored_state(outbox);
    if (!stored_state) return stored_state.error();
    ManualTime time(now);
    ManualLoop loop(time);
    Clock clock(loop, now);
    DirectOutboxExecutor executor(outbox, loop);
    NoProvider provider;
    const auto log = Log::to(LogLevel::error, [](LogLevel, std::string_view) {});
    Engine engine(
        {config, loop, clock, provider, executor, *log, fresh_uuid, [] { return std::uint64_t(0); }});
    engine.resume(std::move(*stored_state));
    engine.sender.stop();
    std::optional<Json> answer;
    const auto take_answer = [&](const std::string& text) {
        if (auto json = parse_json(text)) answer = std::move(*json);
    };
    engine.dispatcher.resolve(command, std::make_shared<PendingReply>(
                                           loop, "", loop.now() + config.timing.event_deadline, take_answer));
    time.run_due();
    if (!answer || !answer->find("outcome"))
        return Problem{Errc::storage_failed, "receipt " + command.receipt.text, "a working disk",
                       "nothing stored"};
    return std::move(*answer);
}

}  // namespace tillpoints
