#include "plugin/runtime/engine_supervisor.hpp"

#include <catch2/catch.hpp>

#include "test_terminal.hpp"

/// An engine that failed in the middle of a change.
namespace tillpoints::testing {
namespace {

/// An engine under supervision, on the terminal's disk, loop and cloud.
class SupervisedEngine {
  public:
    explicit SupervisedEngine(TestTerminal& terminal)
        : counter_(terminal),
          env_{terminal.config, terminal.loop, terminal.clock,     terminal.provider,
               terminal.disk,   *terminal.log, [] { return "0"; }, [] { return std::uint64_t(0); }},
          supervisor(env_, {terminal.shop.folder() / "commands.db", terminal.shop.key_file(), {}},
                     [this] { ++starts; }) {
        supervisor.make(read_stored_state(*terminal.outbox).value());
        supervisor.start();
    }

    /// What was answered by now.
    std::string say(const std::string& event) {
        const auto reply = std::make_shared<std::string>("nothing yet");
        const auto submitted =
            std::make_shared<SubmittedEvent>(event, event.size(), Loop::Moment() + std::chrono::seconds(3),
                                             [reply](std::string_view json) { *reply = json; });
        supervisor.engine()->take(till::event_from(*parse_json(event)).value(), submitted);
        counter_.settle();
        return *reply;
    }

  private:
    TestTerminal& counter_;
    RuntimeEnv env_;

  public:
    EngineSupervisor supervisor;
    int starts = 0;
};

const char* const opened = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale"})";
const char* const removed = R"({"v":1,"event":"customer_removed","receipt_id":"r"})";

}  // namespace

TEST_CASE("an engine that failed is discarded, and the next one goes on with what is stored") {
    TestTerminal terminal;
    SupervisedEngine engine(terminal);
    CHECK(engine.say(opened).find("\"ok\"") != std::string::npos);
    terminal.loop.ring();  // the moment ends after which an opening is written
    engine.supervisor.discard(terminal.loop.now());
    CHECK(engine.supervisor.engine() == nullptr);
    CHECK(engine.supervisor.next() == terminal.loop.now());
    engine.supervisor.tend(terminal.loop.now());
    terminal.settle();
    REQUIRE(engine.supervisor.engine() != nullptr);
    CHECK(engine.starts == 2);
    CHECK(engine.say(removed).find("\"ok\"") != std::string::npos);
}

TEST_CASE("what a discarded engine waited for is not called any more") {
    TestTerminal terminal;
    SupervisedEngine engine(terminal);
    terminal.disk.held = true;
    CHECK(engine.say(opened) == "nothing yet");
    engine.supervisor.discard(terminal.loop.now());
    terminal.disk.held = false;
    terminal.disk.execute_all();
    while (terminal.is_asked()) terminal.next_call().done({replay::Unanswered{Errc::unreachable, true}, {}});
    terminal.settle();
    terminal.loop.ring();
    CHECK(engine.supervisor.engine() == nullptr);
    engine.supervisor.tend(terminal.loop.now());
    terminal.settle();
    CHECK(engine.say(opened).find("\"ok\"") != std::string::npos);
}

TEST_CASE("a failed engine is started again at once, and more and more slowly if it fails in a row") {
    CHECK(pause_before_restart(0).count() == 0);
    CHECK(pause_before_restart(1).count() == 50);
    CHECK(pause_before_restart(2).count() == 100);
    CHECK(pause_before_restart(8).count() == 5'000);
    CHECK(pause_before_restart(1'000'000).count() == 5'000);
    TestTerminal terminal;
    SupervisedEngine engine(terminal);
    engine.supervisor.discard(terminal.loop.now());
    engine.supervisor.discard(terminal.loop.now());
    CHECK(engine.supervisor.next() == terminal.loop.now() + std::chrono::milliseconds(50));
    engine.supervisor.tend(terminal.loop.now());
    terminal.settle();
    CHECK(engine.supervisor.engine() == nullptr);
    engine.supervisor.tend(engine.supervisor.next());
    terminal.settle();
    CHECK(engine.supervisor.engine() != nullptr);
}

}  // namespace tillpoints::testing
