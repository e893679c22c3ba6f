#include "http/request_batcher.hpp"

#include <sys/resource.h>

#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <set>

using namespace tillpoints;

namespace {

/// Answers each request with its target, and records how many were handled together.
struct RecordedBatcher {
    explicit RecordedBatcher(std::size_t most)
        : batcher(io, {most, 0}, [this](const std::vector<HttpRequest>& requests) {
              batches.push_back(requests.size());
              std::vector<HttpAnswer> answers;
              for (const auto& request : requests) answers.push_back({200, {}, request.target});
              return answers;
          }) {}

    void request(const std::string& target) {
        batcher.add({"GET", target, {}, {}},
                    [this, target](const Reply& reply) { answered.push_back(target + reply.answer.body); });
    }

    boost::asio::io_context io;
    RequestBatcher batcher;
    std::vector<std::size_t> batches;
    std::vector<std::string> answered;
};

}  // namespace

TEST_CASE("requests that are there at the same moment are handled together, each with its own answer") {
    RecordedBatcher batcher(10);
    for (const auto* target : {"a", "b", "c"})
        boost::asio::post(batcher.io, [&batcher, target] { batcher.request(target); });
    batcher.io.run();
    CHECK(batcher.batches == std::vector<std::size_t>{3});
    CHECK(batcher.answered == std::vector<std::string>{"aa", "bb", "cc"});
}

TEST_CASE("if the handler throws, each of its requests gets a 500, and the next ones are handled") {
    boost::asio::io_context io;
    bool broken = true;
    RequestBatcher batcher(io, {10, 0}, [&](const std::vector<HttpRequest>& requests) {
        if (broken) throw std::runtime_error("no");
        return std::vector<HttpAnswer>(requests.size(), {200, {}, {}});
    });
    std::vector<int> statuses;
    const auto request = [&] {
        batcher.add({"GET", "/", {}, {}},
                    [&](const Reply& reply) { statuses.push_back(reply.answer.status); });
    };
    request();
    request();
    io.run();
    broken = false;
    io.restart();
    request();
    io.run();
    CHECK(statuses == std::vector{500, 500, 200});
}

TEST_CASE("a single request waits for no other, and no more than the limit are handled together") {
    RecordedBatcher batcher(2);
    batcher.request("a");
    batcher.io.run();
    CHECK(batcher.answered == std::vector<std::string>{"aa"});
    batcher.io.restart();
    for (const auto* target : {"b", "c", "d"}) batcher.request(target);
    batcher.io.run();
    CHECK(batcher.batches == std::vector<std::size_t>{1, 2, 1});
    CHECK(batcher.answered == std::vector<std::string>{"aa", "bb", "cc", "dd"});
}

TEST_CASE("a background thread has a lower priority than the rest of its process") {
    boost::asio::io_context io;
    const auto own = getpriority(PRIO_PROCESS, 0);
    int lower = own;
    {
        const auto work = boost::asio::make_work_guard(io);
        RequestBatcher batcher(io, {1, 1, true}, [&](const std::vector<HttpRequest>&) {
            lower = getpriority(PRIO_PROCESS, 0);
            return std::vector<HttpAnswer>{{200, {}, {}}};
        });
        batcher.add({"GET", "/", {}, {}}, [&](const Reply&) { io.stop(); });
        io.run();
    }
    CHECK(lower == 15);
    CHECK(getpriority(PRIO_PROCESS, 0) == own);
}

TEST_CASE(
    "while one thread handles requests, another handles what comes; replies are given by the io_context") {
    boost::asio::io_context io;
    const auto work = boost::asio::make_work_guard(io);
    std::promise<void> second_came;
    std::set<std::thread::id> handled_by;
    std::mutex mutex;
    RequestBatcher batcher(io, {1, 2}, [&](const std::vector<HttpRequest>& requests) {
        {
            const std::lock_guard lock(mutex);
            handled_by.insert(std::this_thread::get_id());
        }
        if (requests.front().target == "first")
            second_came.get_future().wait();
        else
            second_came.set_value();
        return std::vector<HttpAnswer>{{200, {}, requests.front().target}};
    });
    std::vector<std::string> answered;
    for (const auto* target : {"first", "second"})
        batcher.add({"GET", target, {}, {}}, [&](const Reply& reply) {
            answered.push_back(reply.answer.body);
            CHECK(handled_by.count(std::this_thread::get_id()) == 0);
            if (answered.size() == 2) io.stop();
        });
    io.run();
    CHECK(answered.size() == 2);
    CHECK(handled_by.size() == 2);
}
