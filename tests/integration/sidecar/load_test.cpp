#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "../plugin/waiting.hpp"
#include "sidecar.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int terminal_count = 50;
/// Threads of the hostile terminal.
constexpr std::size_t hostile_count = 8;

std::vector<std::string> terminals(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back("till-" + std::to_string(i));
    return names;
}

/// Kilobytes of the process in memory.
std::int64_t resident_kb(Sidecar& sidecar) {
    auto watch = sidecar.client_of("till-0");
    const auto page = watch.send({"GET", "/metrics", {}, {}});
    REQUIRE(page);
    const std::string name = "\nprocess_resident_memory_bytes ";
    return std::stoll(page->body.substr(page->body.find(name) + name.size())) / 1024;
}

/// Sells at one terminal at a steady pace, offline, and counts what went wrong.
class SteadyTerminal {
  public:
    SteadyTerminal(Sidecar& sidecar, std::string name) : sidecar_(sidecar), name_(std::move(name)) {}

    void sell(Clock::time_point from, Clock::time_point until, std::chrono::milliseconds pace) {
        auto till = sidecar_.client_of(name_);
        auto next = from;
        for (int number = 0; next < until; ++number) {
            const auto receipt = "r-" + std::to_string(number);
            for (const auto& event : {opening(receipt), closing(receipt)}) {
                std::this_thread::sleep_until(next);
                say(till, event, name_ + "-" + std::to_string(++events_));
                next += pace;
            }
            ++sold_;
        }
    }

    std::vector<std::chrono::microseconds> waited;
    int wrong() const { return wrong_; }
    int sold() const { return sold_; }

  private:
    void say(cloud::test::Client& till, const Json& event, const std::string& key) {
        const auto request = event_request(event, key);
        const auto began = Clock::now();
        auto answer = till.send(request);
        for (int tries = 0; !answer && tries < 3; ++tries) answer = till.send(request);
        waited.push_back(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began));
        const auto status = answer ? body_of(answer).value("status", "") : "";
        if (status != "ok" && status != "stored") ++wrong_;
    }

    Sidecar& sidecar_;
    std::string name_;
    int events_ = 0;
    int sold_ = 0;
    int wrong_ = 0;
};

/// A terminal, or a stranger, that does everything wrong as fast as it can until it is told to end.
void be_hostile(Sidecar& sidecar, const std::atomic<bool>& ended) {
    // It is another machine's work and must not take this one's processors from those who are measured.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19);
    const auto port = sidecar.port(Sidecar::by_name);
    const auto host = "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    const std::string mine = "Tillpoints-Terminal: hostile\r\nContent-Type: application/json\r\n";
    std::vector<cloud::test::Client> held;
    for (int round = 0; !ended; ++round) {
        if (held.size() < 25) {
            held.emplace_back(port, "", HttpHeaders{});
            held.back().hold("POST /v1/events HTTP/1.1\r\n" + host + mine + "Content-Length: 1000\r\n\r\n{");
        }
        // Unchecked, because what it sends is not described.
        cloud::test::Client till(port, "",
                                 {{"Host", "127.0.0.1:" + std::to_string(port)},
                                  {"Tillpoints-Terminal", "hostile"},
                                  {"Content-Type", "application/json"}});
        HttpRequest large{"POST", "/v1/events", {}, "[" + std::string(900'000, ' ') + "]"};
        till.send(large);
        for (int i = 0; i < 20 && !ended; ++i) {
            till.send({"POST", "/v1/events", {{"Idempotency-Key", "same"}}, std::to_string(i)});
            till.send({"GET", "/v1/status", {{"Authorization", "Bearer guess"}}, {}});
        }
        cloud::test::Client(port, "", HttpHeaders{}).hold("\x16\x03\x01 this is no HTTP\r\n\r\n");
    }
}

std::int64_t closed_receipts(Sidecar& sidecar, const std::string& terminal) {
    auto till = sidecar.client_of(terminal);
    const auto reply = body_of(till.send(event_request({{"event", "shift_closed"}, {"shift", "1"}})));
    return reply.at("summary").at("receipts");
}

}  // namespace

TEST_CASE("fifty terminals sell offline beside a hostile one: each answer is quick and nothing is lost") {
    const char* wanted = std::getenv("TILLPOINTS_SOAK");
    const auto length = wanted != nullptr && std::string(wanted) == "1" ? 60s : 10s;
    Cloud cloud;
    auto names = terminals(terminal_count);
    names.emplace_back("hostile");
    Sidecar sidecar(cloud, names);
    cloud.freeze();  // offline: nobody answers
    sidecar.start();
    std::vector<std::unique_ptr<SteadyTerminal>> tills;
    for (int i = 0; i < terminal_count; ++i)
        tills.push_back(std::make_unique<SteadyTerminal>(sidecar, names[static_cast<std::size_t>(i)]));
    std::atomic<bool> ended = false;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < hostile_count; ++i) threads.emplace_back([&] { be_hostile(sidecar, ended); });
    const auto start = Clock::now() + 500ms;
    for (int i = 0; i < terminal_count; ++i)
        threads.emplace_back([&, i] {
            // Two events a second of each, spread evenly.
            const auto from = start + std::chrono::milliseconds(10 * i);
            tills[static_cast<std::size_t>(i)]->sell(from, start + length, 500ms);
        });
    for (std::size_t i = hostile_count; i < threads.size(); ++i) threads[i].join();
    ended = true;
    for (std::size_t i = 0; i < hostile_count; ++i) threads[i].join();
    Waiting waiting;
    int events = 0;
    for (int i = 0; i < terminal_count; ++i) {
        const auto& till = *tills[static_cast<std::size_t>(i)];
        for (const auto time : till.waited) waiting.add(time);
        events += static_cast<int>(till.waited.size());
        CHECK(till.wrong() == 0);
        CHECK(closed_receipts(sidecar, names[static_cast<std::size_t>(i)]) == till.sold());
    }
    std::cout << waiting.summary("events of fifty terminals beside a hostile one") << ", "
              << measure_syncs(sidecar.state(""), 50).summary("syncs of this disk") << ", resident "
              << resident_kb(sidecar) << " KB\n";
    cloud.thaw();
    CHECK(events >= 90 * length.count());
    // One that held up the others would show here, on a busy machine too.
    CHECK(waiting.percentile(50) < 100ms);
}

TEST_CASE("the daemon's memory with one terminal and with fifty is stated") {
    Cloud cloud;
    for (const int count : {1, terminal_count}) {
        Sidecar sidecar(cloud, terminals(count));
        sidecar.start();
        const auto resident = resident_kb(sidecar);
        std::cout << "resident with " << count << " terminals: " << resident << " KB\n";
        CHECK(resident < 200'000);
        CHECK(sidecar.stop() == 0);
    }
}
