#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/engine/engine.hpp"
#include "plugin/providers/uds/provider.hpp"
#include "sample_entries.hpp"

/// The product's dispatcher and sender at a terminal where time stands still: the disk works when it is let,
/// the cloud answers what the test says.
namespace tillpoints::testing {

/// Work in the order it was posted; no alarm rings but when the test lets it.
class StillLoop final : public Loop {
  public:
    Moment now() const override { return {}; }
    void post(std::function<void()> work) override { work_.push_back(std::move(work)); }
    std::unique_ptr<Timer> timer() override;
    void run();
    /// Every alarm that is set goes off, and what follows is done.
    void ring();

  private:
    class Alarm;
    std::deque<std::function<void()>> work_;
    std::map<const Alarm*, std::function<void()>> alarms_;
};

/// A disk that can be held up and can refuse.
class HeldExecutor final : public OutboxExecutor {
  public:
    HeldExecutor(Outbox& outbox, Loop& loop) : outbox_(outbox), loop_(loop) {}

    void commit(Batch batch, std::function<void(Result<void>)> done) override;
    void run(std::function<std::function<void()>(Outbox&)> work) override;
    std::string keyed_hash(std::string_view identity) const override { return outbox_.keyed_hash(identity); }
    void execute_all();

    bool held = false;
    bool full = false;

  private:
    Outbox& outbox_;
    Loop& loop_;
    std::deque<std::function<std::function<void()>(Outbox&)>> waiting_;
};

/// Calls wait until the test answers them.
class ScriptedClient final : public uds::LoyaltyClient {
  public:
    void call(const loyalty::Call& call, std::chrono::milliseconds timeout,
              std::function<void(CallResult)> done) override;

    struct Asked {
        loyalty::Call call;
        std::function<void(CallResult)> done;
    };
    std::deque<Asked> asked;
};

/// No waiting after a start: time stands still at this terminal.
Config without_horizon();

class TestTerminal {
  public:
    explicit TestTerminal(Config config = {}, QueueWindow window = {});

    /// Says an event; what was answered by now, if anything.
    std::optional<Json> say(const std::string& event);
    /// The reply as it comes, for an event that waits.
    std::shared_ptr<const std::optional<Json>> ask(const std::string& event);
    /// Answers the oldest call, which must be a `Call`.
    template <class Call>
    void answer(loyalty::Answer answer) {
        const auto asked = next_call();
        if (!std::holds_alternative<Call>(asked.call)) throw std::runtime_error("another call");
        asked.done({std::move(answer), {}});
        settle();
    }
    void cut_the_line();
    /// The engine goes on with what the database holds, online. Call it before any event.
    void restart();
    /// The purchase under the number that names this terminal's installation.
    OutboxEntry numbered(OutboxEntry purchase) const;
    bool is_asked() const { return !line.asked.empty(); }
    ScriptedClient::Asked next_call();
    void settle();

    Shop shop;
    Config config;
    std::unique_ptr<Outbox> outbox;
    StillLoop loop;
    Clock clock;
    HeldExecutor disk;
    ScriptedClient line;
    uds::Provider provider{line};
    std::unique_ptr<Log> log;
    Engine engine;

  private:
    int uuids_ = 0;
};

/// The purchase as the cloud lists it.
loyalty::Operation operation_of(const OutboxEntry& purchase, std::int64_t id);

std::string status_of(const std::optional<Json>& reply);
std::string text_in(const std::optional<Json>& reply, std::string_view key);

}  // namespace tillpoints::testing
