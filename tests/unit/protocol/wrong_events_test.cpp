// Events of hostile or broken hosts: each is refused with the field that is wrong.
#include <catch2/catch.hpp>

#include "protocol/till/events.hpp"

using namespace tillpoints;

namespace {

/// "path error_name" of the first problem, or "taken".
std::string verdict(const Json& json) {
    const auto event = till::event_from(json);
    if (event.has_value()) return "taken";
    CHECK_FALSE(event.error().expected.empty());
    return event.error().where + " " + std::string(name_of(event.error().code));
}

std::string verdict_on_text(std::string_view text) {
    const auto json = parse_json(text);
    return json.has_value() ? verdict(json.value()) : "not JSON: " + std::string(name_of(json.error().code));
}

/// A right event with one or two members replaced.
Json discount(std::initializer_list<Json::Member> changes) {
    Json json = Json::object(
        {{"v", 1},
         {"event", "discount_requested"},
         {"receipt_id", "r1"},
         {"positions", parse_json(R"([{"id":"a","price":100,"quantity":"3","sum":300}])").value()},
         {"total", 300},
         {"points", "max"},
         {"commit", false}});
    for (const auto& [key, value] : changes) json.set(key, value);
    return json;
}

/// A right event whose one position has a member replaced.
Json with_position(std::string_view key, Json value) {
    Json position = parse_json(R"({"id":"a","price":100,"quantity":"3","sum":300})").value();
    position.set(key, std::move(value));
    return discount({{"positions", Json::array().push(std::move(position))}});
}

Json closed(std::string_view positions, std::int64_t total) {
    return Json::object({{"v", 1},
                         {"event", "receipt_closed"},
                         {"receipt_id", "r1"},
                         {"positions", parse_json(positions).value()},
                         {"total", total},
                         {"closed_at", "2026-01-31T08:05:09Z"}});
}

Json number(std::string digits) {
    return Json(Json::Number{std::move(digits)});
}

}  // namespace

TEST_CASE("the event that the other tests spoil is accepted as it is") {
    CHECK(verdict(discount({})) == "taken");
}

TEST_CASE("an event is one JSON object") {
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_)") == "not JSON: invalid_json");
    CHECK(verdict_on_text("") == "not JSON: invalid_json");
    CHECK(verdict_on_text("{\"v\":1,\"event\":\"\xFF\"}") == "not JSON: invalid_utf8");
    CHECK(verdict_on_text(std::string(100'000, '[')) == "not JSON: too_deep");
    CHECK(verdict_on_text(R"({"v":1,"v":1})") == "not JSON: duplicate");
    CHECK(verdict_on_text("[]") == " wrong_type");
    CHECK(verdict_on_text("null") == " wrong_type");
    CHECK(verdict_on_text("7") == " wrong_type");
}

TEST_CASE("an event without version 1 and a known name is refused") {
    CHECK(verdict_on_text(R"({"event":"customer_removed","receipt_id":"r"})") == "v missing_field");
    CHECK(verdict_on_text(R"({"v":2,"event":"customer_removed","receipt_id":"r"})") == "v invalid_value");
    CHECK(verdict_on_text(R"({"v":0,"event":"customer_removed","receipt_id":"r"})") == "v invalid_value");
    CHECK(verdict_on_text(R"({"v":"1","event":"customer_removed","receipt_id":"r"})") == "v wrong_type");
    CHECK(verdict_on_text(R"({"v":1.5,"event":"customer_removed","receipt_id":"r"})") == "v out_of_range");
    CHECK(verdict_on_text(R"({"v":1,"receipt_id":"r"})") == "event missing_field");
    CHECK(verdict_on_text(R"({"v":1,"event":7})") == "event wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"sell_soul"})") == "event unsupported");
    CHECK(verdict_on_text(R"({"v":1,"event":""})") == "event unsupported");
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_closed "})") == "event unsupported");
}

TEST_CASE("a receipt id is required and has only harmless characters") {
    CHECK(verdict_on_text(R"({"v":1,"event":"customer_removed"})") == "receipt_id missing_field");
    CHECK(verdict_on_text(R"({"v":1,"event":"customer_removed","receipt_id":""})") ==
          "receipt_id invalid_value");
    CHECK(verdict_on_text(R"({"v":1,"event":"customer_removed","receipt_id":12})") ==
          "receipt_id wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"customer_removed","receipt_id":"../../etc"})") ==
          "receipt_id invalid_value");
    CHECK(verdict(discount({{"receipt_id", std::string(65, 'a')}})) == "receipt_id invalid_value");
    CHECK(verdict(discount({{"receipt_id", std::string(100'000, 'a')}})) == "receipt_id too_large");
}

TEST_CASE("a price is a whole number from 0 to 10^15 and nothing else") {
    CHECK(verdict(with_position("price", -1)) == "positions[0].price out_of_range");
    CHECK(verdict(with_position("price", number("1000000000000001"))) == "positions[0].price out_of_range");
    CHECK(verdict(with_position("price", number("1000000000000000000"))) ==
          "positions[0].price out_of_range");
    CHECK(verdict(with_position("price", number("1e400"))) == "positions[0].price out_of_range");
    CHECK(verdict(with_position("price", number("99.5"))) == "positions[0].price out_of_range");
    for (const auto* digits : {"2500.00", "2500.0", "25e2", "2.5E3", "0.0"})
        CHECK(verdict(with_position("price", number(digits))) == "positions[0].price out_of_range");
    CHECK(verdict(with_position("min_price", number("100.00"))) == "positions[0].min_price out_of_range");
    CHECK(verdict(with_position("price", "100")) == "positions[0].price wrong_type");
    CHECK(verdict(with_position("price", true)) == "positions[0].price wrong_type");
    CHECK(verdict(with_position("price", Json())) == "positions[0].price missing_field");
    CHECK(verdict(with_position("price", Json::array())) == "positions[0].price wrong_type");
}

TEST_CASE("a quantity is a decimal string above zero") {
    for (const auto* quantity : {"0", "-1", "0.0001", "1e9", "three", "", "100000", "1,5"})
        CHECK(verdict(with_position("quantity", quantity)) == "positions[0].quantity out_of_range");
    CHECK(verdict(with_position("quantity", 3)) == "positions[0].quantity out_of_range");
    CHECK(verdict(with_position("quantity", Json())) == "positions[0].quantity missing_field");
}

TEST_CASE("a line's sum is whole minor units, and the total counts it, whatever its price says") {
    Json position = parse_json(R"({"id":"a","price":100,"quantity":"3","sum":333})").value();
    CHECK(verdict(discount({{"positions", Json::array().push(position)}, {"total", 333}})) == "taken");
    CHECK(verdict(discount({{"positions", Json::array().push(position)}, {"total", 300}})) ==
          "total does_not_add_up");
    CHECK(verdict(with_position("sum", -300)) == "positions[0].sum out_of_range");
    CHECK(verdict(with_position("sum", "300")) == "positions[0].sum wrong_type");
}

TEST_CASE("a fraction is a part of one piece, in whole numbers") {
    for (const auto* fraction : {"1/3", "2/3", "3/3", "1/1000"})
        CHECK(verdict(with_position("fraction", fraction)) == "taken");
    CHECK(verdict(with_position("fraction", Json())) == "taken");
    for (const auto* fraction :
         {"", "/", "1", "1/", "/3", "0/3", "1/0", "4/3", "-1/3", "1/-3", "1.0/3", "1/1001", "1/3/5", "a/b",
          "1e1/20", "9999999999999999999/9999999999999999999"}) {
        INFO(fraction);
        CHECK(verdict(with_position("fraction", fraction)) == "positions[0].fraction invalid_value");
    }
    CHECK(verdict(with_position("fraction", Json(Json::Number{"0.333"}))) ==
          "positions[0].fraction wrong_type");
}

TEST_CASE("a product that leaves 64 bits is an error, never a crash") {
    CHECK(verdict(closed(R"([{"id":"a","price":1000000000000000,"quantity":"99999.999","sum":1}])", 1)) ==
          "positions[0].sum out_of_range");
    CHECK(verdict(closed(R"([{"id":"a","price":1000000000000000,"quantity":"2","sum":1000000000000000}])",
                         1)) == "positions[0].sum out_of_range");
}

TEST_CASE("sums that together leave a receipt's bound are an error, never a wrapped total") {
    Json positions = Json::array();
    for (int i = 0; i < 10'000; ++i)
        positions.push(Json::object({{"id", std::to_string(i)},
                                     {"price", max_money.count},
                                     {"quantity", "1"},
                                     {"sum", max_money.count}}));
    CHECK(verdict(discount({{"positions", positions}, {"total", max_money.count}})) ==
          "positions out_of_range");
    CHECK(verdict(discount({{"total", number("1000000000000000000")}})) == "total out_of_range");
}

TEST_CASE("the total of a discount request equals the sum of its positions") {
    CHECK(verdict(discount({{"total", 299}})) == "total does_not_add_up");
    CHECK(verdict(discount({{"total", 301}})) == "total does_not_add_up");
    CHECK(verdict(discount({{"total", Json()}})) == "total missing_field");
    CHECK(verdict(discount({{"total", "300"}})) == "total wrong_type");
    CHECK(verdict(discount({{"positions", Json::array()}})) == "total does_not_add_up");
}

TEST_CASE("a closed total is less than one rouble below its lines, and never above") {
    const auto* line = R"([{"id":"a","price":1000,"quantity":"1","sum":1000}])";
    CHECK(verdict(closed(line, 1000)) == "taken");
    CHECK(verdict(closed(line, 901)) == "taken");
    CHECK(verdict(closed(line, 900)) == "total does_not_add_up");
    CHECK(verdict(closed(line, 1001)) == "total does_not_add_up");
    CHECK(verdict(closed(line, -1)) == "total out_of_range");
}

TEST_CASE("positions are a list of at most ten thousand objects with ids of their own") {
    CHECK(verdict(discount({{"positions", Json()}})) == "positions missing_field");
    CHECK(verdict(discount({{"positions", "none"}})) == "positions wrong_type");
    CHECK(verdict(discount({{"positions", Json::object()}})) == "positions wrong_type");
    CHECK(verdict(discount({{"positions", Json::array().push(7)}})) == "positions[0] wrong_type");
    CHECK(verdict(discount({{"positions", Json::array().push(Json())}})) == "positions[0] wrong_type");
    Json many = Json::array();
    for (int i = 0; i < 10'001; ++i) many.push(Json());
    CHECK(verdict(discount({{"positions", many}})) == "positions too_large");
    const Json line = parse_json(R"({"id":"a","price":100,"quantity":"1","sum":100})").value();
    CHECK(verdict(discount({{"positions", Json::array().push(line).push(line).push(line)}})) ==
          "positions[1].id duplicate");
    CHECK(verdict(closed("[" + dump(line) + "," + dump(line) + "]", 200)) == "taken");
    CHECK(verdict(closed("[" + dump(line) + "," + dump(line) + "," + dump(line) + "]", 300)) ==
          "positions[2].id duplicate");
}

TEST_CASE("a position's id is printable and bounded") {
    CHECK(verdict(with_position("id", "")) == "positions[0].id invalid_value");
    CHECK(verdict(with_position("id", Json())) == "positions[0].id missing_field");
    CHECK(verdict(with_position("id", 7)) == "positions[0].id wrong_type");
    CHECK(verdict(with_position("id", std::string("a\0b", 3))) == "positions[0].id invalid_value");
    CHECK(verdict(with_position("id", "a\n")) == "positions[0].id invalid_value");
    CHECK(verdict(with_position("id", "\xC2\x85")) == "positions[0].id invalid_value");
    CHECK(verdict(with_position("id", std::string(65, 'a'))) == "positions[0].id invalid_value");
    CHECK(verdict(with_position("id", "\xD0\x96 1")) == "taken");
}

TEST_CASE("the other members of a position have their types") {
    CHECK(verdict(with_position("marked", "yes")) == "positions[0].marked wrong_type");
    CHECK(verdict(with_position("type", 3)) == "positions[0].type wrong_type");
    CHECK(verdict(with_position("min_price", -1)) == "positions[0].min_price out_of_range");
    CHECK(verdict(with_position("name", std::string(2000, 'a'))) == "positions[0].name too_large");
    CHECK(verdict(with_position("comment", "unknown members are ignored")) == "taken");
}

TEST_CASE("requested points outside the range or another word are refused") {
    CHECK(verdict(discount({{"points", -1}})) == "points out_of_range");
    CHECK(verdict(discount({{"points", number("1e18")}})) == "points out_of_range");
    CHECK(verdict(discount({{"points", number("0.5")}})) == "points out_of_range");
    CHECK(verdict(discount({{"points", number("150.00")}})) == "points out_of_range");
    CHECK(verdict(discount({{"points", "500"}})) == "points invalid_value");
    CHECK(verdict(discount({{"points", true}})) == "points wrong_type");
    CHECK(verdict(discount({{"commit", 1}})) == "commit wrong_type");
}

TEST_CASE("an error never contains the value that identifies a customer") {
    for (const auto* text :
         {R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":79001234567})",
          R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":"7900123\n4567"})",
          R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"phone","value":["79001234567"]})"}) {
        const auto event = till::event_from(parse_json(text).value());
        REQUIRE_FALSE(event.has_value());
        CHECK(event.error().where == "value");
        CHECK(event.error().sentence().find("7900") == std::string::npos);
    }
    CHECK(verdict_on_text(R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"code"})") ==
          "value missing_field");
    CHECK(
        verdict_on_text(R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"code","value":""})") ==
        "value invalid_value");
    CHECK(
        verdict_on_text(R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"face","value":"x"})") ==
        "by invalid_value");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"code","value":"1","positions":[{}]})") ==
        "positions[0].id missing_field");
}

TEST_CASE("lists of receipts name the receipt and the field inside") {
    CHECK(verdict_on_text(R"({"v":1,"event":"register_started"})") == "register missing_field");
    CHECK(verdict_on_text(R"({"v":1,"event":"register_started","register":"0123"})") ==
          "register wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"register_started","register":{}})") ==
          "register.serial missing_field");
    CHECK(verdict_on_text(R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":7})") ==
          "open wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"shift_closed","complete_since":"yesterday"})") ==
          "complete_since invalid_value");
}

TEST_CASE("an odd receipt of the register's lists is named, and the others are taken") {
    Json wrong = closed(R"([{"id":"a","price":1000,"quantity":"1","sum":1000}])", 1000);
    wrong.set("receipt_id", "odd");
    wrong.set("positions", parse_json(R"([{"id":"a","price":-9999,"quantity":"1","sum":9999}])").value());
    Json nameless = wrong;
    nameless.set("receipt_id", "\xD0\x96");
    const auto lists =
        Json::array().push(closed("[]", 0)).push(wrong).push(nameless).push(7).push(closed("[]", 0));
    for (const auto* name : {"shift_closed", "register_started"}) {
        INFO(name);
        Json event = Json::object({{"v", 1}, {"event", name}, {"register", Json::object({{"serial", "1"}})}});
        event.set("open", parse_json(R"(["ok","not ok",7,"fine"])").value()).set("closed", lists);
        const auto read = till::event_from(event);
        REQUIRE(read.has_value());
        const auto* started = std::get_if<till::RegisterStarted>(&*read);
        const auto& taken = started ? started->lists : std::get<till::ShiftClosed>(*read).lists;
        CHECK(taken.open == std::vector{ReceiptId("ok"), ReceiptId("fine")});
        CHECK(taken.closed.size() == 2);
        REQUIRE(taken.odd.size() == 5);
        CHECK(taken.odd[0].problem.where == "open[1]");
        CHECK(taken.odd[1].problem.where == "open[2]");
        CHECK(taken.odd[2].receipt == ReceiptId("odd"));
        CHECK(taken.odd[2].problem.where == "closed[1].positions[0].price");
        CHECK(taken.odd[2].problem.code == Errc::out_of_range);
        CHECK(taken.odd[3].receipt.empty());
        CHECK(taken.odd[4].problem.where == "closed[3]");
        CHECK(till::to_json(taken.odd).items()->size() == 5);
    }
}

TEST_CASE("every other event is refused if a field is missing or wrong") {
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_opened","receipt_id":"r"})") == "kind missing_field");
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"gift"})") ==
          "kind invalid_value");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","capabilities":{"split":"some"}})") ==
        "capabilities.split invalid_value");
    CHECK(verdict_on_text(
              R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","cashier":"Anna"})") ==
          "cashier wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"print_requested","receipt_id":"r","width":8})") ==
          "width out_of_range");
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_cancelled","receipt_id":"r","reason":5})") ==
          "reason wrong_type");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"payment_started","receipt_id":"r","positions":[],"total":0,"quote_id":7})") ==
        "quote_id wrong_type");
    CHECK(verdict_on_text(
              R"({"v":1,"event":"return_closed","receipt_id":"r","original":{},"positions":[],"total":0,
                      "closed_at":"2026-01-31T08:05:09Z"})") == "original.receipt_id missing_field");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"return_closed","receipt_id":"r","original":{"extra":"x"},"positions":[],"total":0,
                      "closed_at":"2026-01-31T08:05:09Z"})") == "original.extra wrong_type");
    CHECK(verdict_on_text(R"({"v":1,"event":"receipt_closed","receipt_id":"r","positions":[],"total":0})") ==
          "closed_at missing_field");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"receipt_closed","receipt_id":"r","positions":[],"total":0,"closed_at":"2026-01-31T08:05:09Z",
                      "payments":[{"type":"cash","sum":-1}]})") == "payments[0].sum out_of_range");
    CHECK(
        verdict_on_text(
            R"({"v":1,"event":"receipt_closed","receipt_id":"r","positions":[],"total":0,"closed_at":"2026-01-31T08:05:09Z",
                      "fiscal":{"drive":7}})") == "fiscal.drive wrong_type");
}
