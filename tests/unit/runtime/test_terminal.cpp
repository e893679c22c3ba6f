#include "test_terminal.hpp"

#include <stdexcept>
#include <utility>

#include "plugin/entries/number.hpp"

namespace tillpoints::testing {

class StillLoop::Alarm final : public Loop::Timer {
  public:
    explicit Alarm(StillLoop& loop) : loop_(loop) {}
    ~Alarm() override { cancel(); }
    void at(Loop::Moment, std::function<void()> ring) override { loop_.alarms_[this] = std::move(ring); }
    void cancel() override { loop_.alarms_.erase(this); }

  private:
    StillLoop& loop_;
};

std::unique_ptr<Loop::Timer> StillLoop::timer() {
    return std::make_unique<Alarm>(*this);
}

void StillLoop::ring() {
    const auto set = std::exchange(alarms_, {});
    for (const auto& [alarm, ring] : set) post(ring);
    run();
}

void StillLoop::run() {
    while (!work_.empty()) {
        const auto work = std::move(work_.front());
        work_.pop_front();
        work();
    }
}

void HeldExecutor::commit(Batch batch, std::function<void(Result<void>)> done) {
    run([this, batch = std::move(batch), done = std::move(done)](Outbox& outbox) -> std::function<void()> {
        auto result = full ? Result<void>(Problem{Errc::storage_failed, "outbox", "room", "none"})
                           : outbox.commit(batch);
        return [done, result = std::move(result)] { done(result); };
    });
}

void HeldExecutor::run(std::function<std::function<void()>(Outbox&)> work) {
    waiting_.push_back(std::move(work));
    if (!held) loop_.post([this] { execute_all(); });
}

void HeldExecutor::execute_all() {
    while (!waiting_.empty()) {
        const auto work = std::move(waiting_.front());
        waiting_.pop_front();
        if (auto then = work(outbox_)) loop_.post(std::move(then));
    }
}

void ScriptedClient::call(const loyalty::Call& call, std::chrono::milliseconds,
                          std::function<void(CallResult)> done) {
    asked.push_back({call, std::move(done)});
}

TestTerminal::TestTerminal(Config the_config, QueueWindow window)
    : shop(Place::memory),
      config(std::move(the_config)),
      outbox(shop.open()),
      clock(loop, at(1'000'000)),
      disk(*outbox, loop),
      log(Log::to(LogLevel::error, [](LogLevel, std::string_view) {})),
      engine({config,
              loop,
              clock,
              provider,
              disk,
              *log,
              [this] { return "u-" + std::to_string(++uuids_); },
              [] { return std::uint64_t(4); },
              {},
              window}) {
    engine.resume(read_stored_state(*outbox).value());
}

void TestTerminal::settle() {
    loop.run();
}

ScriptedClient::Asked TestTerminal::next_call() {
    if (line.asked.empty()) throw std::runtime_error("nothing was asked");
    auto asked = std::move(line.asked.front());
    line.asked.pop_front();
    return asked;
}

void TestTerminal::restart() {
    engine.resume(read_stored_state(*outbox).value());
    engine.sender.report_result({loyalty::Answer(loyalty::Settings{}), {}});
    engine.sender.pump();
    settle();
}

OutboxEntry TestTerminal::numbered(OutboxEntry purchase) const {
    const auto mark = installation_mark(outbox->keyed_hash(installation_identity));
    std::get<PurchaseEntry>(purchase.body).operation.number = number_for(purchase.id, mark);
    return purchase;
}

void TestTerminal::cut_the_line() {
    engine.sender.report_result({replay::Unanswered{Errc::unreachable, true}, {}});
    settle();
}

std::shared_ptr<const std::optional<Json>> TestTerminal::ask(const std::string& event) {
    const auto json = parse_json(event).value();
    auto read = till::event_from(json);
    const auto answer = std::make_shared<std::optional<Json>>();
    if (!read) {
        engine.dispatcher.opening_refused(till::receipt_in(json), read.error());
        *answer = till::error_reply("receipt_opened", read.error());
        return answer;
    }
    const auto report_result = [answer](const std::string& text) { *answer = parse_json(text).value(); };
    const std::string name(till::name_of(*read));
    engine.dispatcher.take(
        std::move(*read),
        std::make_shared<PendingReply>(loop, name, loop.now() + std::chrono::seconds(3), report_result));
    settle();
    return answer;
}

std::optional<Json> TestTerminal::say(const std::string& event) {
    return *ask(event);
}

Config without_horizon() {
    Config config;
    config.timing.settle_horizon = {};
    return config;
}

loyalty::Operation operation_of(const OutboxEntry& purchase, std::int64_t id) {
    const auto& asked = std::get<PurchaseEntry>(purchase.body).operation;
    loyalty::Operation operation;
    operation.id = OperationId{id};
    operation.created = at(2'000'000);
    operation.total = asked.total;
    operation.cash = asked.cash;
    operation.points = -asked.points;
    operation.receipt_number = number_of(purchase);
    return operation;
}

std::string text_in(const std::optional<Json>& reply, std::string_view key) {
    const Json* value = reply ? reply->find(key) : nullptr;
    return value && value->string() ? *value->string() : "";
}

std::string status_of(const std::optional<Json>& reply) {
    return reply ? text_in(reply, "status") : "nothing yet";
}

}  // namespace tillpoints::testing
