#include "tests/openapi/schema.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::openapi;

namespace {

Json json(std::string_view text) {
    return parse_json(text).value();
}

/// The faults of `value` under `schema`; references lead into `definitions`.
std::vector<std::string> faults(const char* schema, const char* value, const char* definitions = "{}") {
    return violations(json(definitions), json(schema), json(value));
}

bool right(const char* schema, const char* value) {
    return faults(schema, value).empty();
}

}  // namespace

TEST_CASE("a value is of the type its schema names, and null only where that is allowed") {
    CHECK(right(R"({"type":"integer"})", "7"));
    CHECK_FALSE(right(R"({"type":"integer"})", "7.5"));
    CHECK_FALSE(right(R"({"type":"integer"})", R"("7")"));
    CHECK_FALSE(right(R"({"type":"string"})", "null"));
    CHECK(right(R"({"type":"string","nullable":true})", "null"));
    CHECK_FALSE(right(R"({"type":"object"})", "[]"));
    CHECK_FALSE(right(R"({"type":"boolean"})", "0"));
}

TEST_CASE("a required member that is absent is a fault though null would do") {
    const auto* schema =
        R"({"type":"object","required":["a"],"properties":{"a":{"type":"string","nullable":true}}})";
    CHECK(right(schema, R"({"a":null})"));
    CHECK(faults(schema, "{}") == std::vector<std::string>{"a: is missing"});
}

TEST_CASE("a member nobody described is a fault where the schema is closed") {
    CHECK_FALSE(right(R"({"type":"object","additionalProperties":false,"properties":{}})", R"({"a":1})"));
    CHECK(right(R"({"type":"object","properties":{}})", R"({"a":1})"));
    CHECK(right(R"({"type":"object","additionalProperties":{"type":"integer"}})", R"({"a":1})"));
    CHECK_FALSE(right(R"({"type":"object","additionalProperties":{"type":"integer"}})", R"({"a":"1"})"));
}

TEST_CASE("numbers keep their bounds and their two decimals, by their digits") {
    CHECK(right(R"({"type":"number","multipleOf":0.01})", "10.55"));
    CHECK(right(R"({"type":"number","multipleOf":0.01})", "-10"));
    CHECK_FALSE(right(R"({"type":"number","multipleOf":0.01})", "10.555"));
    CHECK_FALSE(right(R"({"type":"number","minimum":0})", "-0.01"));
    CHECK_FALSE(right(R"({"type":"number","maximum":50})", "50.01"));
}

TEST_CASE("texts keep their words, lengths, patterns and formats") {
    CHECK_FALSE(right(R"({"type":"string","enum":["A","B"]})", R"("C")"));
    CHECK_FALSE(right(R"({"type":"string","maxLength":3})", R"("1234")"));
    CHECK(right(R"({"type":"string","maxLength":3})", R"("тга")"));
    CHECK_FALSE(right(R"({"type":"string","minLength":2})", R"("т")"));
    CHECK_FALSE(right(R"({"type":"string","pattern":"^[0-9]+$"})", R"("1a")"));
    CHECK_FALSE(right(R"({"type":"string","format":"uuid"})", R"("1a")"));
    CHECK_FALSE(right(R"({"type":"string","format":"date-time"})", R"("yesterday")"));
    CHECK(right(R"({"type":"string","format":"date-time"})", R"("2026-01-15T00:00:00.000Z")"));
}

TEST_CASE("a fault deep inside is named by its path") {
    CHECK(faults(R"({"type":"object","properties":{"rows":{"type":"array","items":{"type":"object",
                     "properties":{"id":{"type":"integer"}}}}}})",
                 R"({"rows":[{"id":1},{"id":"x"}]})") ==
          std::vector<std::string>{"rows[1].id: expected integer, found string"});
    CHECK_FALSE(right(R"({"type":"array","maxItems":1})", "[1,2]"));
    CHECK_FALSE(right(R"({"type":"array","minItems":1})", "[]"));
}

TEST_CASE("all of a list of schemas must fit, and exactly one of another") {
    CHECK_FALSE(right(R"({"allOf":[{"type":"number"},{"type":"number","minimum":1}]})", "0"));
    CHECK(right(R"({"oneOf":[{"type":"number"},{"type":"string"}]})", "0"));
    CHECK_FALSE(right(R"({"oneOf":[{"type":"number"},{"type":"string"}]})", "true"));
    CHECK_FALSE(right(R"({"oneOf":[{"type":"number"},{"type":"number"}]})", "0"));
}

TEST_CASE("references are followed, and one that leads nowhere is no excuse") {
    const auto* definitions = R"({"schemas":{"Id":{"type":"integer"}}})";
    CHECK(faults(R"({"$ref":"#/schemas/Id"})", "7", definitions).empty());
    CHECK_FALSE(faults(R"({"$ref":"#/schemas/Id"})", R"("x")", definitions).empty());
    CHECK_THROWS_AS(faults(R"({"$ref":"#/schemas/None"})", "7", definitions), std::logic_error);
    CHECK_THROWS_AS(faults(R"({"$ref":"other.json"})", "7", definitions), std::logic_error);
}

TEST_CASE("a keyword or format the check does not know is refused, however deep") {
    CHECK_THROWS_AS(refuse_unknown_keywords(json(R"({"type":"array","items":{"anyOf":[]}})")),
                    std::logic_error);
    CHECK_THROWS_AS(refuse_unknown_keywords(json(R"({"properties":{"a":{"format":"email"}}})")),
                    std::logic_error);
    CHECK_THROWS_AS(faults(R"({"multipleOf":0.1})", "1"), std::logic_error);
    CHECK_NOTHROW(refuse_unknown_keywords(json(R"({"type":"string","description":"any"})")));
}
