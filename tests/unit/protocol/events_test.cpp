#include "protocol/till/events.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::till;

namespace {

template <class Kind>
Kind read(const char* text) {
    const auto event = event_from(parse_json(text).value());
    if (!event.has_value()) FAIL(event.error().sentence());
    return std::get<Kind>(event.value());
}

}  // namespace

TEST_CASE("a discount request carries the cart, the requested points and whether to commit") {
    const auto event =
        read<DiscountRequested>(R"({"v":1,"event":"discount_requested","receipt_id":"r1","total":1841,
        "positions":[{"id":"a","name":"Cheese","price":1422,"quantity":"0.437","sum":621,"type":"DAIRY_MARKED","marked":true,
                      "min_price":100,"colour":"yellow"},
                     {"id":"b","price":610,"quantity":"2","sum":1220,"excluded":true,"unredeemable":true,"modifiers":true}],
        "points":50000,"commit":true})");
    CHECK(event.receipt == ReceiptId("r1"));
    REQUIRE(event.positions.size() == 2);
    CHECK(event.positions[0] == Position{PositionId("a"), "Cheese", Money(1422), Quantity{437}, Money(621),
                                         "DAIRY_MARKED", true, false, false, false, Money(100)});
    CHECK(event.positions[1] == Position{PositionId("b"), "", Money(610), Quantity{2000}, Money(1220),
                                         "NORMAL", false, true, true, true, std::nullopt});
    CHECK(event.total == Money(1841));
    CHECK(event.points == RequestedPoints{RequestedPoints::Kind::amount, Points(50000)});
    CHECK(event.commit);
}

TEST_CASE("requested points are a number, \"max\" or \"none\"") {
    const auto points = [](const char* text) { return read<DiscountRequested>(text).points; };
    CHECK(
        points(
            R"({"v":1,"event":"discount_requested","receipt_id":"r","positions":[],"total":0,"points":"max"})")
            .kind == RequestedPoints::Kind::max);
    CHECK(
        points(
            R"({"v":1,"event":"discount_requested","receipt_id":"r","positions":[],"total":0,"points":"none"})")
            .kind == RequestedPoints::Kind::none);
    CHECK(points(R"({"v":1,"event":"discount_requested","receipt_id":"r","positions":[],"total":0})").kind ==
          RequestedPoints::Kind::none);
}

TEST_CASE("a confirmation begins without a value, and what the customer said never stands in an error") {
    const auto begun = read<ConfirmationRequested>(
        R"({"v":1,"event":"confirmation_requested","receipt_id":"r1","quote_id":"q","value":null})");
    CHECK(begun.quote == QuoteId("q"));
    CHECK(begun.value.empty());
    CHECK_FALSE(begun.send_code);
    const auto said = read<ConfirmationRequested>(
        R"({"v":1,"event":"confirmation_requested","receipt_id":"r1","quote_id":"q","value":"4711","send_code":true})");
    CHECK(said.value == "4711");
    CHECK(said.send_code);
    for (const auto* wrong : {R"("4711\u0000")", "4711", R"("")"}) {
        const auto event = event_from(
            parse_json(
                R"({"v":1,"event":"confirmation_requested","receipt_id":"r1","quote_id":"q","value":)" +
                std::string(wrong) + "}")
                .value());
        REQUIRE_FALSE(event.has_value());
        CHECK(event.error().where == "value");
        CHECK(event.error().sentence().find("4711") == std::string::npos);
    }
    CHECK_FALSE(
        event_from(parse_json(R"({"v":1,"event":"confirmation_requested","receipt_id":"r1"})").value())
            .has_value());
}

TEST_CASE("a register that rounds to whole roubles closes up to 99 kopecks below its lines") {
    const auto event = read<ReceiptClosed>(R"({"v":1,"event":"receipt_closed","receipt_id":"r1",
        "positions":[{"id":"a","price":10099,"quantity":"1","sum":10099}],"total":10000,"closed_at":"2026-01-31T11:05:09+03:00"})");
    CHECK(event.closed.total == Money(10000));
    CHECK(to_text(event.closed.closed_at) == "2026-01-31T08:05:09.000Z");
    CHECK(event.closed.fiscal == FiscalMark());
    CHECK(event.closed.payments.empty());
}

TEST_CASE("a split line stands twice under one id") {
    const auto event =
        read<PaymentStarted>(R"({"v":1,"event":"payment_started","receipt_id":"r1","quote_id":"q7",
        "positions":[{"id":"a","price":100,"quantity":"1","sum":100},{"id":"a","price":99,"quantity":"2","sum":198}],"total":298})");
    CHECK(event.lines.size() == 2);
    CHECK(event.quote == QuoteId("q7"));
}

TEST_CASE("a receipt opens with what the register can do") {
    const auto event = read<ReceiptOpened>(
        R"({"v":1,"event":"receipt_opened","receipt_id":"r1","kind":"return","register":"0123",
        "shift":"17","cashier":{"id":"c1","name":"Anna"},"open":["r0"],"complete_since":"2026-01-31T00:00:00Z",
        "capabilities":{"payment_event":false,"split":"pieces","tender":true,"prompt":true}})");
    CHECK(event.kind == ReceiptKind::sale_return);
    CHECK(event.register_serial == "0123");
    CHECK(event.cashier == Cashier{"c1", "Anna"});
    CHECK(event.capabilities == Capabilities{false, Split::pieces, true, true});
    CHECK(event.lists.open == std::vector{ReceiptId("r0")});
    Problems problems;
    CHECK(capabilities_from(to_json(event.capabilities), "", problems) == event.capabilities);

    const auto bare = read<ReceiptOpened>(
        R"({"v":1,"event":"receipt_opened","receipt_id":"r1","kind":"sale","shift":null})");
    CHECK(bare.capabilities == Capabilities());
    CHECK(bare.shift.empty());
}

TEST_CASE("kinds of receipt that move no points are one kind") {
    for (const auto* kind : {"correction", "buy", "buy_return", "exchange"}) {
        Json json =
            Json::object({{"v", 1}, {"event", "receipt_opened"}, {"receipt_id", "r"}, {"kind", kind}});
        CHECK(std::get<ReceiptOpened>(event_from(json).value()).kind == ReceiptKind::other);
    }
}

TEST_CASE("a return knows its sale by id, by what was stored with it, or not at all") {
    const std::string head =
        R"({"v":1,"event":"return_closed","receipt_id":"b1","positions":[{"price":5,"quantity":"1","sum":5}],
        "total":5,"closed_at":"2026-01-31T08:05:09Z")";
    CHECK(read<ReturnClosed>((head + R"(,"original":{"receipt_id":"r1"}})").c_str()).original ==
          ReceiptId("r1"));
    const auto by_extra =
        read<ReturnClosed>((head + R"(,"original":{"extra":{"tillpoints":{"number":"r1/1"}}}})").c_str());
    CHECK_FALSE(by_extra.original);
    CHECK(by_extra.extra->find("tillpoints"));
    const auto without = read<ReturnClosed>((head + "}").c_str());
    CHECK_FALSE(without.original);
    CHECK_FALSE(without.extra);
    CHECK(without.lines.front().id.empty());
}

TEST_CASE("an event's name and receipt are known") {
    const Event cancelled =
        read<ReceiptCancelled>(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r1","reason":"left"})");
    CHECK(name_of(cancelled) == "receipt_cancelled");
    CHECK(*receipt_of(cancelled) == ReceiptId("r1"));
    const Event shift = read<ShiftClosed>(R"({"v":1,"event":"shift_closed"})");
    CHECK(name_of(shift) == "shift_closed");
    CHECK(receipt_of(shift) == nullptr);
    const Event closed = read<ReceiptClosed>(
        R"({"v":1,"event":"receipt_closed","receipt_id":"r9","positions":[],"total":0,"closed_at":"2026-01-31T08:05:09Z"})");
    CHECK(*receipt_of(closed) == ReceiptId("r9"));
}

TEST_CASE("a receipt with the most positions and the largest total is accepted") {
    Json positions = Json::array();
    for (int i = 0; i < 10'000; ++i)
        positions.push(Json::object({{"id", std::to_string(i)},
                                     {"price", 100'000'000'000},
                                     {"quantity", "1"},
                                     {"sum", 100'000'000'000}}));
    const Json json = Json::object({{"v", 1},
                                    {"event", "discount_requested"},
                                    {"receipt_id", "r"},
                                    {"positions", std::move(positions)},
                                    {"total", max_money.count}});
    CHECK(std::get<DiscountRequested>(event_from(json).value()).positions.size() == 10'000);
}

TEST_CASE("an error reply says what, where, expected and found") {
    const auto reply =
        error_reply("receipt_closed", {Errc::out_of_range, "positions[2].price", "0 or more", "-5"});
    CHECK(dump(reply) ==
          R"#({"v":1,"event":"receipt_closed","status":"error","error":{"code":"out_of_range",)#"
          R"#("where":"positions[2].price","expected":"0 or more","found":"-5",)#"
          R"#("message":"positions[2].price: expected 0 or more, found -5 (out_of_range)"}})#");
}

TEST_CASE("an unknown event's name is echoed shortened, at a character's border") {
    std::string name = "x";
    for (int i = 0; i < 100; ++i) name += "\xD0\x96";
    const auto reply = error_reply(name, {Errc::unsupported, "event", {}, {}});
    CHECK(reply.find("event")->string()->size() == 63);
    CHECK(parse_json(dump(reply)).has_value());
}
