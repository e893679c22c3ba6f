#include <catch2/catch.hpp>

#include "adapters/sidecar/event_journal.hpp"
#include "adapters/sidecar/event_name.hpp"
#include "adapters/sidecar/metrics.hpp"

using namespace tillpoints::sidecar;

TEST_CASE("of an event its name and receipt are read, whatever stands around them") {
    const auto name = name_of_event(R"({"positions":[{"event":"no","receipt_id":"no"}],"v":1,
        "event":"receipt_closed","fiscal":{"receipt_id":"no"},"receipt_id":"r-1","total":1e3})");
    CHECK(name.event == "receipt_closed");
    CHECK(name.receipt == "r-1");
}

TEST_CASE("what is no event has no name, and the library says what is wrong with it") {
    const auto deep = std::string(100'000, '[');
    const auto large = R"({"event":")" + std::string(1000, 'x') + R"("})";
    for (const auto& text : {std::string(), std::string("{"), std::string("[\"event\"]"),
                             std::string("{\"event\":1}"), std::string("\xff{"), deep, large})
        CHECK(name_of_event(text).event.empty());
}

TEST_CASE("of a reply its status and reason are read, of an error its code") {
    const auto refused =
        status_of_reply(R"({"v":1,"event":"payment_started","status":"refused","reason":"offline"})");
    CHECK(refused.status == "refused");
    CHECK(refused.reason == "offline");
    const auto error =
        status_of_reply(R"({"v":1,"event":"x","status":"error","error":{"code":"unsupported"}})");
    CHECK(error.reason == "unsupported");
}

TEST_CASE("a reply that asks for the same event again is not kept for retries") {
    const auto nothing = [](const char* reply) { return status_of_reply(reply).nothing_happened(); };
    CHECK(nothing(R"({"v":1,"event":"receipt_closed","status":"not_stored"})"));
    CHECK(nothing(R"({"status":"not_stored","reason":"busy"})"));
    CHECK(nothing(R"({"status":"error","error":{"code":"shutting_down"}})"));
    CHECK_FALSE(nothing(R"({"status":"error","error":{"code":"receipt_finished"}})"));
    CHECK_FALSE(nothing(R"({"status":"stored"})"));
    CHECK_FALSE(nothing(R"({"status":"refused","reason":"shutting_down"})"));
}

TEST_CASE(
    "a page that comes back gets what it missed, and everything anew where that is not known any more") {
    EventJournal journal("run", 3);
    CHECK(journal.after("run-0")->empty());
    for (const auto* text : {"1", "2", "3", "4"}) journal.add("event", text);
    const auto missed = journal.after("run-2");
    REQUIRE(missed);
    REQUIRE(missed->size() == 2);
    CHECK(missed->front().json == "3");
    CHECK(journal.after("run-1")->size() == 3);
    CHECK(journal.after("run-4")->empty());
    for (const auto* id :
         {"run-0", "other-3", "run-5", "run-", "run-x", "", "run3", "run-18446744073709551615"})
        CHECK_FALSE(journal.after(id));
}

TEST_CASE("pages are told each change of the status once, whoever else asked for it in between") {
    EventJournal journal("run");
    CHECK(journal.add_status(R"({"link":"online"})"));
    CHECK_FALSE(journal.add_status(R"({"link":"online"})"));
    journal.add("event", "{}");
    CHECK_FALSE(journal.add_status(R"({"link":"online"})"));
    CHECK(journal.add_status(R"({"link":"offline"})"));
    const auto told = journal.after("run-0");
    REQUIRE(told->size() == 3);
    CHECK(told->back().kind == "status");
    CHECK(told->back().json == R"({"link":"offline"})");
}

TEST_CASE("a server-sent event has its id, its kind and one line of data") {
    CHECK(sse_text("run-1", "event", "{}") == "id: run-1\nevent: event\ndata: {}\n\n");
}

TEST_CASE("the metrics count events, refusals and waiting times, and show each terminal's queue") {
    using namespace std::chrono_literals;
    Metrics metrics;
    metrics.answered("till-1", "stored", 4ms);
    metrics.answered("till-1", "stored", 30ms);
    metrics.refused("no_token");
    const auto text =
        metrics_text(metrics,
                     {{"till-1", true, R"({"queue":{"pending":3,"parked":1},"link":{"state":"offline"}})"},
                      {"till-2", false, "null"}},
                     {});
    for (const auto* line :
         {"tillpointsd_events_total{terminal=\"till-1\",status=\"stored\"} 2",
          "tillpointsd_refused_total{code=\"no_token\"} 1",
          "tillpointsd_event_seconds_bucket{le=\"0.005\"} 1",
          "tillpointsd_event_seconds_bucket{le=\"0.05\"} 2",
          "tillpointsd_event_seconds_bucket{le=\"+Inf\"} 2",
          "tillpointsd_queue{terminal=\"till-1\",state=\"pending\"} 3",
          "tillpointsd_link_up{terminal=\"till-1\"} 0", "tillpointsd_terminal_up{terminal=\"till-2\"} 0"})
        CHECK(text.find(std::string("\n") + line + "\n") != std::string::npos);
    CHECK(text.find("tillpointsd_link_up{terminal=\"till-2\"}") == std::string::npos);
    CHECK(text.find("\ntillpointsd_disk_free_bytes ") == std::string::npos);
    CHECK(metrics_text(metrics, {}, {0, 0, 0, 0, 4096}).find("\ntillpointsd_disk_free_bytes 4096\n") !=
          std::string::npos);
}
