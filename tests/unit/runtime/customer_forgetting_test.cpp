#include "plugin/operator/customer_forgetting.hpp"

#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// Forgetting in a running register, whose alarms ring when the test lets them.
namespace tillpoints::testing {
namespace {

const std::string forgotten = "+77017654321";

/// The terminal's loop, which notes how long the last alarm was set for.
class NotedLoop final : public Loop {
  public:
    explicit NotedLoop(Loop& loop) : loop_(loop) {}
    Moment now() const override { return loop_.now(); }
    void post(std::function<void()> work) override { loop_.post(std::move(work)); }
    std::unique_ptr<Timer> timer() override { return std::make_unique<Alarm>(*this); }

    Moment last;

  private:
    class Alarm final : public Timer {
      public:
        explicit Alarm(NotedLoop& noted) : noted_(noted), timer_(noted.loop_.timer()) {}
        void at(Moment when, std::function<void()> ring) override {
            noted_.last = when;
            timer_->at(when, std::move(ring));
        }
        void cancel() override { timer_->cancel(); }

      private:
        NotedLoop& noted_;
        std::unique_ptr<Timer> timer_;
    };
    Loop& loop_;
};

struct Forgetful {
    OutboxEntry entry(EntryState state) const {
        auto out = in_state(sale("a"), state);
        std::get<PurchaseEntry>(out.body).operation.who = loyalty::ByPhone{*Phone::parse(forgotten)};
        out.customer = terminal.outbox->keyed_hash(forgotten);
        return out;
    }
    replay::Command command(int number = 1) const {
        replay::Command out{"00000000-0000-4000-8000-0000000000f" + std::to_string(number),
                            replay::CommandKind::forget,
                            EntryId(""),
                            "Aigul",
                            "written request",
                            {}};
        out.customer = terminal.outbox->keyed_hash(forgotten);
        return out;
    }
    void ask_to_forget(int number = 1) {
        forgetting.forget(command(number), [this](const Result<Json>& told) { answer = told.value(); });
    }
    void forget(int number = 1) {
        ask_to_forget(number);
        terminal.settle();
    }
    void release_disk() {
        terminal.disk.held = false;
        terminal.disk.execute_all();
        terminal.settle();
    }
    auto alarm() const { return loop.last - loop.now(); }
    /// Every alarm that is set goes off, and what follows is done.
    void later() {
        terminal.loop.ring();
        terminal.settle();
    }
    bool names_somebody() const { return !terminal.outbox->entry(EntryId("a/1")).value()->customer.empty(); }
    std::size_t to_be_forgotten() const { return forgotten_customers(*terminal.outbox).value().size(); }

    TestTerminal terminal{without_horizon()};
    NotedLoop loop{terminal.loop};
    RuntimeEnv env{terminal.config, loop,          terminal.clock,           terminal.provider,
                   terminal.disk,   *terminal.log, [] { return "a-nonce"; }, [] { return std::uint64_t(4); }};
    CustomerForgetting forgetting{env, terminal.engine.dispatcher};
    Json answer;
};

}  // namespace

TEST_CASE("an unfinished entry is forgotten by itself once it is finished, and then the request is, too") {
    Forgetful shop;
    store(*shop.terminal.outbox, shop.entry(EntryState::parked));
    shop.forget();
    CHECK(*shop.answer.find("state") == Json("forgotten_later"));
    CHECK(*shop.answer.find("left") == Json(1));
    shop.later();
    CHECK(shop.names_somebody());
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.later();
    CHECK_FALSE(shop.names_somebody());
    CHECK(shop.to_be_forgotten() == 1);
    shop.later();
    CHECK(shop.to_be_forgotten() == 0);
    shop.forgetting.stop();
}

TEST_CASE(
    "a record that was in memory while it was erased, and is stored once more, is erased by the second "
    "pass") {
    Forgetful shop;
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.forget();
    CHECK_FALSE(shop.names_somebody());
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.later();
    CHECK_FALSE(shop.names_somebody());
    shop.later();
    CHECK(shop.to_be_forgotten() == 0);
    shop.forgetting.stop();
}

TEST_CASE("a record that was only in memory while its customer was forgotten is erased once it is stored") {
    Forgetful shop;
    shop.forget();
    CHECK(*shop.answer.find("state") == Json("forgotten"));
    CHECK(shop.to_be_forgotten() == 1);
    CHECK(shop.alarm() == std::chrono::minutes(1));
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.later();
    CHECK_FALSE(shop.names_somebody());
    shop.later();
    CHECK(shop.to_be_forgotten() == 0);
    shop.forgetting.stop();
}

TEST_CASE("an alarm that goes off while a customer is being forgotten does not stand for the second pass") {
    Forgetful shop;
    shop.forgetting.start();
    shop.terminal.disk.held = true;
    shop.ask_to_forget();
    shop.terminal.loop.ring();
    shop.release_disk();
    CHECK(shop.to_be_forgotten() == 1);
    CHECK(shop.alarm() == std::chrono::minutes(1));
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.later();
    CHECK_FALSE(shop.names_somebody());
    shop.forgetting.stop();
}

TEST_CASE(
    "a customer is looked for again a minute after the request, even if others were just gone through") {
    Forgetful shop;
    store(*shop.terminal.outbox, shop.entry(EntryState::parked));
    shop.forget(1);
    shop.forget(2);
    shop.terminal.disk.held = true;
    shop.terminal.loop.ring();
    shop.terminal.disk.execute_all();
    shop.terminal.loop.run();
    // The list is read: the two are gone through while the third is asked for.
    shop.answer = {};
    shop.ask_to_forget(3);
    shop.release_disk();
    CHECK(*shop.answer.find("left") == Json(1));
    CHECK(shop.to_be_forgotten() == 3);
    CHECK(shop.alarm() == std::chrono::minutes(1));
    shop.later();
    CHECK(shop.alarm() == std::chrono::minutes(10));
    shop.forgetting.stop();
}

TEST_CASE("the next run goes on with what an earlier one has not finished") {
    Forgetful shop;
    store(*shop.terminal.outbox, shop.entry(EntryState::parked));
    shop.forget();
    shop.forgetting.stop();
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    CustomerForgetting next{shop.env, shop.terminal.engine.dispatcher};
    next.start();
    shop.later();
    CHECK_FALSE(shop.names_somebody());
    next.stop();
}

TEST_CASE(
    "who is remembered for the time without network is dropped from memory, and not stored from there "
    "again") {
    Forgetful shop;
    Batch batch;
    batch.limits.snapshots = {
        {shop.terminal.outbox->keyed_hash(forgotten), CustomerUid("u"), "Gold", {}, {}, {}, at(1)}};
    store(*shop.terminal.outbox, batch);
    shop.terminal.engine.dispatcher.load_limits(batch.limits, {});
    shop.forget();
    CHECK(*shop.answer.find("remembered") == Json(1));
    shop.terminal.engine.dispatcher.write_unwritten();
    shop.terminal.settle();
    CHECK(shop.terminal.outbox->limits()->snapshots.empty());
    shop.forgetting.stop();
}

TEST_CASE("a customer is called forgotten only after the disk has done it") {
    Forgetful shop;
    store(*shop.terminal.outbox, shop.entry(EntryState::confirmed));
    shop.terminal.disk.held = true;
    shop.forget();
    CHECK(shop.answer.is_null());
    shop.release_disk();
    CHECK(*shop.answer.find("state") == Json("forgotten"));
    CHECK_FALSE(shop.names_somebody());
    shop.forgetting.stop();
}

}  // namespace tillpoints::testing
