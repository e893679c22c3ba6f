#include <catch2/catch.hpp>
#include <future>

#include "adapters/sidecar/receipt_history.hpp"
#include "tests/unit/sidecar/page_folder.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

TEST_CASE("receipts are numbered without gaps, and a shift's totals count what was opened in it") {
    PageFolder folder;
    ReceiptHistory history(folder / "receipts.db", "key", [](const std::function<void()>& work) { work(); });
    const auto shift_of = [&](const std::string& employee) {
        std::promise<Json> found;
        history.shift("desk", employee, true, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get()["id"].get<std::string>();
    };
    const auto sell = [&](const std::string& id, const std::string& shift, std::int64_t total) {
        const auto tell = [&](Json event, const Json& reply) {
            event["receipt_id"] = id;
            history.learn({"desk", event.dump(), reply.dump()});
        };
        tell({{"event", "receipt_opened"}, {"kind", "sale"}, {"shift", shift}}, {{"status", "ok"}});
        tell({{"event", "customer_presented"}}, {{"status", "unregistered"}, {"will_award", true}});
        tell({{"event", "receipt_closed"}, {"total", total}}, {{"status", "stored"}});
    };
    const auto first = shift_of("e1");
    const auto second = shift_of("e2");
    sell("r-1", first, 1'000);
    sell("r-2", second, 2'000);
    sell("r-3", first, 4'000);
    const auto of_shift = [&](const std::string& shift) {
        std::promise<Json> found;
        ReceiptQuery query;
        query.terminal = "desk";
        query.shift = shift;
        history.find(query, 0min, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto own = of_shift(first);
    CHECK(own["totals"]["sold"] == 5'000);
    CHECK(own["totals"]["with_card"] == 2);
    REQUIRE(own["receipts"].size() == 2);
    CHECK(own["receipts"][0]["number"] == 3);
    CHECK(own["receipts"][1]["number"] == 1);
    CHECK(of_shift(second)["totals"]["sold"] == 2'000);
    CHECK(of_shift("e1-9")["receipts"].empty());
    history.learn({"desk", Json{{"event", "shift_closed"}, {"shift", first}}.dump(), R"({"status":"ok"})"});
    CHECK(of_shift(first)["totals"]["sold"] == 5'000);
}

TEST_CASE("the history finds receipts by day, number, id and phone, and keeps a shift until it is closed") {
    const Json position{{"id", "p1"}, {"price", 10'000}, {"quantity", "1"}, {"sum", 10'000}};
    PageFolder folder;
    ReceiptHistory history(folder / "receipts.db", "key", [](const std::function<void()>& work) { work(); });
    const auto find = [&](ReceiptQuery query) {
        std::promise<Json> found;
        query.terminal = "desk";
        history.find(query, 0min, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto shift = [&](bool open) {
        std::promise<Json> found;
        history.shift("desk", "e1", open, [&](Json json) { found.set_value(std::move(json)); });
        return found.get_future().get();
    };
    const auto learn = [&](const Json& event, const Json& reply) {
        history.learn({"desk", event.dump(), reply.dump()});
    };
    CHECK(shift(false).is_null());
    const auto opened = shift(true);
    CHECK(opened["id"] == "e1-1");
    CHECK(shift(true) == opened);
    learn({{"event", "receipt_opened"}, {"receipt_id", "r-1"}, {"kind", "sale"}}, {{"status", "ok"}});
    learn({{"event", "customer_presented"},
           {"receipt_id", "r-1"},
           {"by", "phone"},
           {"value", "8 701 555 00 01"}},
          {{"status", "unregistered"}, {"will_award", true}});
    ReceiptQuery unfinished;
    unfinished.unfinished = true;
    CHECK(find(unfinished)["receipts"].size() == 1);
    learn({{"event", "receipt_closed"},
           {"receipt_id", "r-1"},
           {"positions", {position}},
           {"total", 10'000},
           {"closed_at", "2026-11-29T10:00:00Z"}},
          {{"status", "stored"}});
    CHECK(find(unfinished)["receipts"].empty());
    ReceiptQuery query;
    CHECK(find(query)["totals"]["sold"] == 10'000);
    query.phone = "+7 (701) 555-00-01";
    CHECK(find(query)["receipts"].at(0)["number"] == 1);
    CHECK_FALSE(find(query)["receipts"].at(0).contains("phone"));
    query.phone = "+77015550002";
    CHECK(find(query)["receipts"].empty());
    query.phone = "no phone";
    CHECK(find(query)["receipts"].empty());
    query = {};
    query.number = 1;
    CHECK(find(query)["receipts"].at(0)["receipt_id"] == "r-1");
    query = {};
    query.receipt = "r-2";
    CHECK(find(query)["receipts"].empty());
    learn({{"event", "shift_closed"}, {"shift", "e1-1"}}, {{"status", "ok"}, {"summary", Json::object()}});
    CHECK(shift(false).is_null());
    CHECK(shift(true)["id"] == "e1-2");
}
