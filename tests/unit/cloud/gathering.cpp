#include "cloud/server/gathering.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

/// Answers each request with its target, and remembers how many came in one go.
struct Counter {
    explicit Counter(std::size_t most)
        : gathering(io, most, [this](const std::vector<HttpRequest>& requests) {
              goes.push_back(requests.size());
              std::vector<Reply> replies(requests.size());
              for (std::size_t i = 0; i < requests.size(); ++i)
                  replies[i].answer = HttpAnswer{200, {}, requests[i].target};
              return replies;
          }) {}

    void come(const std::string& target) {
        gathering.take({"GET", target, {}, {}}, [this, target](const Reply& reply) {
            answered.push_back(target + reply.answer->body);
        });
    }

    boost::asio::io_context io;
    Gathering gathering;
    std::vector<std::size_t> goes;
    std::vector<std::string> answered;
};

}  // namespace

TEST_CASE("requests that are there at the same moment are handled in one go, each with its own answer") {
    Counter counter(10);
    for (const auto* target : {"a", "b", "c"})
        boost::asio::post(counter.io, [&counter, target] { counter.come(target); });
    counter.io.run();
    CHECK(counter.goes == std::vector<std::size_t>{3});
    CHECK(counter.answered == std::vector<std::string>{"aa", "bb", "cc"});
}

TEST_CASE("a handler that throws costs nobody the reply: each gets a 500, and the next ones are handled") {
    boost::asio::io_context io;
    bool broken = true;
    Gathering gathering(io, 10, [&](const std::vector<HttpRequest>& requests) {
        if (broken) throw std::runtime_error("no");
        std::vector<Reply> replies(requests.size());
        for (auto& reply : replies) reply.answer = HttpAnswer{200, {}, {}};
        return replies;
    });
    std::vector<int> statuses;
    const auto come = [&] {
        gathering.take({"GET", "/", {}, {}},
                       [&](const Reply& reply) { statuses.push_back(reply.answer->status); });
    };
    come();
    come();
    io.run();
    broken = false;
    io.restart();
    come();
    io.run();
    CHECK(statuses == std::vector{500, 500, 200});
}

TEST_CASE("one request alone waits for no other, and no more than the most go at once") {
    Counter counter(2);
    counter.come("a");
    counter.io.run();
    CHECK(counter.answered == std::vector<std::string>{"aa"});
    counter.io.restart();
    for (const auto* target : {"b", "c", "d"}) counter.come(target);
    counter.io.run();
    CHECK(counter.goes == std::vector<std::size_t>{1, 2, 1});
    CHECK(counter.answered == std::vector<std::string>{"aa", "bb", "cc", "dd"});
}
