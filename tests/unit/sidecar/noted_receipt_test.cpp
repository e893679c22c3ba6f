#include <catch2/catch.hpp>

#include "adapters/sidecar/day_totals.hpp"
#include "adapters/sidecar/noted_receipt.hpp"
#include "adapters/sidecar/settings.hpp"
#include "adapters/sidecar/waiting_receipts.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

namespace {

AnsweredEvent said(Json event, Json reply, const std::string& mark = "") {
    event["receipt_id"] = event.value("receipt_id", "r-1");
    return {event, std::move(reply), "2026-11-29T10:00:00Z", mark};
}

const Json position{{"id", "p1"}, {"price", 10'000}, {"quantity", "1"}, {"sum", 10'000}};
const Json cheaper{{"id", "p1"}, {"price", 8'000}, {"quantity", "1"}, {"sum", 8'000}};

/// A sale of 100.00 with 20.00 by points, up to its payment.
Json paid_note() {
    auto note = noted(
        nullptr,
        said({{"event", "receipt_opened"}, {"kind", "sale"}, {"shift", "e1-1"}, {"cashier", {{"id", "e1"}}}},
             {{"status", "ok"}}));
    note = noted(note,
                 said({{"event", "customer_presented"}, {"by", "phone"}, {"value", "+77015550001"}},
                      {{"status", "customer"}, {"customer", {{"name", "Anna"}, {"tier", "Gold"}}}}, "mark"));
    note = noted(note, said({{"event", "discount_requested"}, {"positions", {position}}},
                            {{"status", "granted"},
                             {"granted", 2'000},
                             {"positions", {cheaper}},
                             {"total", 8'000},
                             {"cashback", 560},
                             {"quote_id", "q"},
                             {"extra", {{"tillpoints", {{"number", "n"}}}}}}));
    return noted(note, said({{"event", "payment_started"}, {"positions", {cheaper}}, {"total", 8'000}},
                            {{"status", "confirmed"}, {"granted", 2'000}}));
}

Json closed_note() {
    return noted(paid_note(), said({{"event", "receipt_closed"},
                                    {"positions", {cheaper}},
                                    {"total", 8'000},
                                    {"closed_at", "2026-11-29T10:01:00Z"}},
                                   {{"status", "confirmed"}}));
}

}  // namespace

TEST_CASE("a receipt is noted from its events, without the customer's name, phone or code") {
    const auto note = closed_note();
    CHECK(note["state"] == "closed");
    CHECK(note["cashier"] == "e1");
    CHECK(note["shift"] == "e1-1");
    CHECK(note["customer"]["tier"] == "Gold");
    CHECK(note["phone"] == "mark");
    CHECK(note["full"] == 10'000);
    CHECK(note["total"] == 8'000);
    CHECK(note["points"] == 2'000);
    CHECK(note["earned"] == 560);
    CHECK(note["lines"] == Json::array({cheaper}));
    CHECK(note.dump().find("Anna") == std::string::npos);
    CHECK(note.dump().find("7701555") == std::string::npos);
    CHECK(paid_note()["state"] == "paid");
}

TEST_CASE("what was answered with an error, or comes after the end, changes no note") {
    CHECK(noted(nullptr, said({{"event", "receipt_opened"}}, {{"status", "error"}})).is_null());
    CHECK(noted(nullptr, said({{"event", "receipt_opened"}}, {{"status", "not_stored"}})).is_null());
    CHECK(noted(closed_note(), said({{"event", "receipt_cancelled"}}, {{"status", "stored"}})).is_null());
    CHECK(noted(closed_note(), said({{"event", "receipt_opened"}}, {{"status", "ok"}})).is_null());
    const auto refused =
        noted(paid_note(), said({{"event", "payment_started"}},
                                {{"status", "refused"}, {"positions", {position}}, {"total", 10'000}}));
    CHECK(refused["points"] == 0);
    CHECK(refused["total"] == 10'000);
    // The offer stays where the customer only had to confirm it.
    const auto paid = noted(refused, said({{"event", "payment_started"}, {"quote_id", "q"}, {"total", 9'700}},
                                          {{"status", "confirmed"}, {"granted", 300}}));
    CHECK(paid["points"] == 300);
    CHECK(paid["quote_id"] == "q");
    CHECK(paid["total"] == 9'700);
}

TEST_CASE("a return is noted at its sale once, however often it is told") {
    const auto back =
        said({{"event", "return_closed"},
              {"receipt_id", "r-2"},
              {"original", {{"receipt_id", "r-1"}}},
              {"positions", {cheaper}},
              {"total", 3'000},
              {"closed_at", "2026-11-29T11:00:00Z"}},
             {{"status", "stored"}, {"expected_points", 750}, {"withdrawn_award", 210}, {"parked", 0}});
    const auto note = noted(nullptr, back);
    CHECK(note["kind"] == "return");
    CHECK(note["original"] == "r-1");
    CHECK(note["points"] == 750);
    CHECK(note["withdrawn"] == 210);
    auto sale = noted_return(closed_note(), back);
    sale = noted_return(sale, back);
    CHECK(sale["returned"] == Json{{"r-2", 3'000}});
    auto other = closed_note();
    other["receipt_id"] = "r-9";
    CHECK(noted_return(other, back).is_null());
}

TEST_CASE("totals count what is finished, by the day and by the cashier") {
    auto totals = empty_totals();
    add_to_totals(totals, closed_note());
    add_to_totals(totals, paid_note());
    auto back = closed_note();
    back["kind"] = "return";
    back["total"] = 3'000;
    back["points"] = 750;
    back["withdrawn"] = 210;
    back["cashier"] = "e2";
    add_to_totals(totals, back);
    CHECK(totals["sales"] == 1);
    CHECK(totals["sold"] == 8'000);
    CHECK(totals["returns"] == 1);
    CHECK(totals["paid_back"] == 3'000);
    CHECK(totals["with_card"] == 1);
    CHECK(totals["points"] == 1'250);
    CHECK(totals["earned"] == 350);
    CHECK(totals["by_cashier"]["e1"]["sold"] == 8'000);
    CHECK(totals["by_cashier"]["e2"]["sold"] == 0);
}

TEST_CASE(
    "a receipt waits while an entry of it has something left to do, and is parked if one waits for a "
    "person") {
    const auto entry = [](const char* receipt, const Json& parking) {
        return Json{{"number", "n"}, {"receipt_id", receipt}, {"parking", parking}};
    };
    const Json parking{{"reason", "rejected"}};
    CHECK(waiting_receipts({}) == Json::object());
    CHECK(waiting_receipts({entry("r-1", nullptr), entry("r-2", parking), entry("r-1", parking),
                            entry("r-2", nullptr), entry("r-3", nullptr), Json(), Json{{"receipt_id", 7}}}) ==
          Json{{"r-1", "parked"}, {"r-2", "parked"}, {"r-3", "waits"}});
}

TEST_CASE("a day is the shop's, and percentiles are those of the nearest rank") {
    CHECK(day_start("1970-01-02", 0min) == 86'400);
    CHECK(day_start("1970-01-02", 300min) == 86'400 - 18'000);
    CHECK(day_at(86'400 - 18'000, 300min) == "1970-01-02");
    CHECK(day_at(86'399 - 18'000, 300min) == "1970-01-01");
    for (const auto* bad : {"", "2026-13-01", "2026-02-30", "2026-2-1", "2026-01-01x"})
        CHECK(day_start(bad, 0min) == -1);
    CHECK(percentile({}, 50) == 0);
    CHECK(percentile({7}, 99) == 7);
    CHECK(percentile({4, 1, 3, 2}, 50) == 2);
    std::vector<std::int64_t> hundred;
    for (int i = 1; i <= 100; ++i) hundred.push_back(i);
    CHECK(percentile(hundred, 99) == 99);
}
