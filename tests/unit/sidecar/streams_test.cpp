#include <catch2/catch.hpp>

#include "adapters/sidecar/streams.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

namespace {

/// A page that takes what is written when the test says so.
struct FakePage : ReplyChannel {
    void send(const HttpAnswer&) override {}
    std::string bytes_of(const HttpAnswer&) override { return {}; }
    void write(std::string bytes, std::function<void()> written) override {
        writing = std::move(bytes);
        taken = std::move(written);
    }
    void go_on() override {}
    void end() override { ended = true; }
    void close() override { closed = true; }

    /// Takes what is being written and what follows at once; returns all of it.
    std::string read() {
        std::string all;
        while (taken) {
            all += std::exchange(writing, {});
            std::exchange(taken, nullptr)();
        }
        return all;
    }

    std::string writing;
    std::function<void()> taken;
    bool ended = false;
    bool closed = false;
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// One terminal whose pages are followed; its library is never started.
struct Followed {
    PluginLibrary library{TILLPOINTS_FAKE_PLUGIN};
    std::shared_ptr<Terminal> terminal = std::make_shared<Terminal>(
        "till-1", Json::object(), Limits(), library, [](const auto& work) { work(); }, "run");
    Streams streams{15s, 2};

    std::shared_ptr<FakePage> open(const std::string& last_id = {}) {
        auto page = std::make_shared<FakePage>();
        streams.open(page, terminal, last_id, [] { return true; });
        return page;
    }
    void happen(const std::string& json) {
        terminal->journal.add("event", json);
        streams.notify(*terminal);
    }
};

}  // namespace

TEST_CASE("a page is told everything first, then each event once") {
    Followed followed;
    const auto page = followed.open();
    const auto first = page->read();
    CHECK(first.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(count(first, "event: resync\n") == 1);
    followed.happen("{\"n\":1}");
    followed.happen("{\"n\":2}");
    const auto later = page->read();
    CHECK(later ==
          "id: run-1\nevent: event\ndata: {\"n\":1}\n\nid: run-2\nevent: event\ndata: {\"n\":2}\n\n");
}

TEST_CASE(
    "what a page misses while it does not read is bounded, and it is told everything anew when it reads") {
    Followed followed;
    const auto slow = followed.open();
    slow->read();
    for (int i = 0; i < 10'000; ++i) followed.happen("{\"n\":" + std::to_string(i) + "}");
    CHECK(slow->writing.size() < 100);
    const auto later = slow->read();
    CHECK(count(later, "event: resync\n") == 1);
    CHECK(count(later, "event: event\n") == 1);  // the one that was being written
    CHECK(later.size() < 20'000);
}

TEST_CASE("a page that is silent gets signs of life, and one that takes nothing for long is dropped") {
    Followed followed;
    const auto alive = followed.open();
    const auto dead = followed.open();
    alive->read();
    const auto now = std::chrono::steady_clock::now();
    followed.streams.tick(now + 16s);
    CHECK(alive->read() == ": heartbeat\n\n");
    followed.streams.tick(now + 40s);
    CHECK(dead->closed);
    CHECK_FALSE(alive->closed);
    CHECK(followed.streams.size() == 1);
}

TEST_CASE("a terminal has so many pages: the oldest gives way") {
    Followed followed;
    const auto first = followed.open();
    const auto second = followed.open();
    const auto third = followed.open();
    CHECK(first->closed);
    CHECK_FALSE(second->closed);
    CHECK(followed.streams.size() == 2);
    second->read();
    third->read();
    followed.streams.end(nullptr);
    CHECK(second->ended);
    CHECK(third->ended);
}
