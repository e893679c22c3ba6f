#include "http/long_answers.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>
#include <future>

using namespace tillpoints;

namespace {

/// Questions whose answers come when a test opens the gate.
struct LongDesk {
    explicit LongDesk(LongAnswerLimits limits)
        : answers(io,
                  {[](std::chrono::seconds, std::int64_t progress) {
                       return HttpAnswer{
                           202, {}, progress == 0 ? "not yet" : std::to_string(progress) + " so far"};
                   },
                   [] {
                       return HttpAnswer{503, {}, "too many"};
                   }},
                  limits) {}
    ~LongDesk() {
        if (!open) gate.set_value();
    }

    /// What is answered, once `count` questions are.
    std::vector<std::string> answered_after(std::size_t count) {
        while (said.size() < count) io.run_one();
        return said;
    }
    void ask(const std::string& asker, const std::string& question) {
        answers.answer(
            asker, question,
            [this, question](LongAnswers::Progress& progress) {
                if (tells) {
                    progress = *tells;
                    told.set_value();
                }
                opened.wait();
                ++worked;
                return Reply(HttpAnswer{200, {}, "answer to " + question});
            },
            [this](const Reply& reply) { said.push_back(reply.answer.body); });
    }
    void open_gate() {
        open = true;
        gate.set_value();
    }

    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> running{io.get_executor()};
    std::promise<void> gate;
    std::shared_future<void> opened = gate.get_future().share();
    bool open = false;
    std::optional<int> tells;  ///< what the only question's work says that it has done
    std::promise<void> told;
    std::atomic<int> worked = 0;
    std::vector<std::string> said;
    LongAnswers answers;
};

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("an answer that comes within the patience is given to the first question") {
    LongDesk desk({std::chrono::hours(1)});
    desk.open_gate();
    desk.ask("owner", "report");
    CHECK(desk.answered_after(1) == Said{"answer to report"});
}

TEST_CASE("who asks the same again finds the work going on, which is done once, and gets its answer once") {
    LongDesk desk({std::chrono::milliseconds(1)});
    desk.ask("owner", "report");
    CHECK(desk.answered_after(1) == Said{"not yet"});
    desk.ask("owner", "report");
    CHECK(desk.answered_after(2) == Said{"not yet", "not yet"});
    desk.open_gate();
    while (desk.said.back() == "not yet") {
        desk.ask("owner", "report");
        desk.answered_after(desk.said.size() + 1);
    }
    CHECK(desk.said.back() == "answer to report");
    CHECK(desk.worked == 1);
}

TEST_CASE("another asker's answer is another answer") {
    LongDesk desk({std::chrono::hours(1)});
    desk.ask("owner", "report");
    desk.ask("nobody", "report");
    desk.open_gate();
    // With one key for both, the second question would have been told at once that there is no answer yet.
    CHECK(desk.answered_after(2) == Said{"answer to report", "answer to report"});
    CHECK(desk.worked == 2);
}

TEST_CASE("one asker has only so many questions in work, and so have all together") {
    LongDesk desk({std::chrono::hours(1), std::chrono::seconds(10), 3, 2});
    desk.ask("owner", "a");
    desk.ask("owner", "b");
    desk.ask("owner", "c");
    CHECK(desk.said == Said{"too many"});
    desk.ask("manager", "a");
    CHECK(desk.said.size() == 1);
    desk.ask("marketer", "a");
    CHECK(desk.said == Said{"too many", "too many"});
}

TEST_CASE("an answer that nobody fetches is forgotten, and makes room") {
    LongDesk desk({std::chrono::milliseconds(1), std::chrono::seconds(0), 1, 1});
    desk.ask("owner", "a");
    CHECK(desk.answered_after(1) == Said{"not yet"});
    desk.open_gate();
    while (desk.said.back() != "answer to b") {
        desk.io.run_one();
        desk.ask("owner", "b");
    }
    CHECK(desk.worked >= 2);
}

TEST_CASE("who asks again before the answer is there hears how far the work has come") {
    LongDesk desk({std::chrono::milliseconds(1)});
    desk.tells = 1'500;
    desk.ask("owner", "report");
    desk.told.get_future().wait();
    desk.answered_after(1);
    desk.ask("owner", "report");
    CHECK(desk.answered_after(2).back() == "1500 so far");
}
