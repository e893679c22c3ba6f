#include "protocol/json.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tillpoints;

namespace {

Errc refusal_of(std::string_view text, JsonLimits limits = {}) {
    const auto json = parse_json(text, limits);
    REQUIRE_FALSE(json.has_value());
    return json.error().code;
}

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

rc::Gen<Json> any_json(int depth) {
    const auto text = rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)),
                                   [](std::string value) { return Json(std::move(value)); });
    const auto number =
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t value) { return Json(value); });
    const auto flag = rc::gen::map(rc::gen::arbitrary<bool>(), [](bool value) { return Json(value); });
    if (depth == 0) return rc::gen::oneOf(text, number, flag, rc::gen::just(Json()));
    const auto items = rc::gen::map(rc::gen::container<std::vector<Json>>(3, any_json(depth - 1)),
                                    [](std::vector<Json> values) { return Json(std::move(values)); });
    const auto members = rc::gen::map(rc::gen::container<std::vector<Json>>(3, any_json(depth - 1)),
                                      [](std::vector<Json> values) {
                                          Json object = Json::object();
                                          for (std::size_t i = 0; i < values.size(); ++i)
                                              object.set("m" + std::to_string(i), std::move(values[i]));
                                          return object;
                                      });
    return rc::gen::oneOf(text, number, flag, items, members);
}

}  // namespace

TEST_CASE("numbers keep their digits") {
    for (const auto* digits :
         {"12.30", "0.1", "1e3", "123456789012345678901234567890", "8.005", "-7", "18446744073709551616"}) {
        const auto json = parse_json(digits);
        REQUIRE(json.has_value());
        CHECK(json.value().number()->digits == digits);
        CHECK(dump(json.value()) == digits);
    }
}

TEST_CASE("a member given twice is refused, at any depth") {
    CHECK(refusal_of(R"({"price":1,"price":2})") == Errc::duplicate);
    CHECK(refusal_of(R"({"a":[{"b":1,"c":2,"b":1}]})") == Errc::duplicate);
    CHECK(refusal_of("{\"a\":1,\"\\u0061\":2}") == Errc::duplicate);
    CHECK(parse_json(R"({"a":{"a":{"a":1}}})").has_value());
}

TEST_CASE("nesting is limited before it can exhaust the stack") {
    CHECK(parse_json(nested(64)).has_value());
    CHECK(refusal_of(nested(65)) == Errc::too_deep);
    CHECK(refusal_of(std::string(1'000'000, '[')) == Errc::too_deep);
    CHECK(refusal_of(nested(5), {.depth = 4}) == Errc::too_deep);
}

TEST_CASE("a text of more than 8 MiB is refused unread") {
    const std::string body((8u << 20) - 2, ' ');
    CHECK(parse_json("7" + body + " ").has_value());
    CHECK(refusal_of("7" + body + "  ") == Errc::too_large);
    CHECK(refusal_of("[1]", {.bytes = 2}) == Errc::too_large);
}

TEST_CASE("only strict JSON in UTF-8 is accepted") {
    for (const auto* text :
         {"", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "[1] 2", "01", "+1", ".5", "1.", "NaN",
          "// a\n1", "\"\n\"", "tru", "{\"a\"}", "[\"\\x\"]", "\"\\ud800\""}) {
        INFO(text);
        CHECK(refusal_of(text) == Errc::invalid_json);
    }
    CHECK(refusal_of("\"\xC3\x28\"") == Errc::invalid_utf8);
    CHECK(refusal_of("\"\xED\xA0\x80\"") == Errc::invalid_utf8);
    CHECK(refusal_of("\"\xC0\xAF\"") == Errc::invalid_utf8);
    CHECK(parse_json("\"\xD0\x9A\xD0\xBE\xD1\x84\xD0\xB5\"").value().string()->size() == 8);
}

TEST_CASE("a string with a zero byte inside survives a round trip") {
    const auto json = parse_json("\"a\\u0000b\"");
    REQUIRE(json.has_value());
    CHECK(*json.value().string() == std::string("a\0b", 3));
    CHECK(parse_json(dump(json.value())).value() == json.value());
}

TEST_CASE("members keep their order, also when one is set again") {
    Json json = Json::object({{"b", 1}, {"a", nullptr}});
    json.set("c", Json::array()).set("b", "two");
    CHECK(dump(json) == R"({"b":"two","a":null,"c":[]})");
    CHECK(json.find("a")->is_null());
    CHECK(json.find("d") == nullptr);
    CHECK(dump_pretty(Json::object({{"a", Json::array().push(1)}})) == "{\n  \"a\": [\n    1\n  ]\n}\n");
}

TEST_CASE("any document that is written reads back as the same document") {
    CHECK(rc::check([] {
        const Json json = *any_json(3);
        RC_ASSERT(parse_json(dump(json)).value() == json);
        RC_ASSERT(parse_json(dump_pretty(json)).value() == json);
    }));
}
