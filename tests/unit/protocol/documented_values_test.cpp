// The table of allowed values in EVENTS.md names what the product's own reader takes, and nothing else.
#include "documented_values.hpp"

#include <sstream>

#include "protocol/till/events.hpp"

using namespace tillpoints;
using namespace tillpoints::test;

namespace {

Result<till::Event> reading(const std::string& text) {
    return till::event_from(parse_json(text).value());
}

/// An event with this value in the place of VALUE.
std::string with(std::string event, const std::string& value) {
    return event.replace(event.find("VALUE"), 5, value);
}

/// The values that the error names which a value of nobody causes.
std::set<std::string> taken(const std::string& event) {
    const auto problem = reading(with(event, "nobody's"));
    REQUIRE_FALSE(problem.has_value());
    std::string list = problem.error().expected;
    REQUIRE(list.starts_with("one of "));
    std::set<std::string> values;
    std::istringstream words(list.substr(7));
    for (std::string word; words >> word;) values.insert(word.substr(0, word.find(',')));
    return values;
}

}  // namespace

TEST_CASE("the allowed values in EVENTS.md are those that the reader takes") {
    const DocumentedTables tables(TILLPOINTS_EVENTS_MD);
    const std::string kind = R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"VALUE"})";
    const std::string split =
        R"({"v":1,"event":"receipt_opened","receipt_id":"r","kind":"sale","capabilities":{"split":"VALUE"}})";
    const std::string by =
        R"({"v":1,"event":"customer_presented","receipt_id":"r","by":"VALUE","value":"9161234567"})";
    for (const auto& [field, event] : {std::pair{"`kind` of receipt_opened", kind},
                                       {"`capabilities.split`", split},
                                       {"`by` of customer_presented", by}}) {
        INFO(field);
        const auto documented = tables.values(field);
        CHECK(taken(event) == documented);
        for (const auto& value : documented) CHECK(reading(with(event, value)).has_value());
    }
}

TEST_CASE(
    "the statuses in EVENTS.md are those of the daemon's description, which all its replies are held "
    "against") {
    std::ifstream file(TILLPOINTS_SIDECAR_DESCRIPTION);
    std::stringstream text;
    text << file.rdbuf();
    const auto description = parse_json(text.str()).value();
    const Json* at = &description;
    for (const auto* name : {"components", "schemas", "Reply", "properties", "status", "enum"}) {
        at = at->find(name);
        REQUIRE(at);
    }
    std::set<std::string> described;
    for (const auto& value : *at->items()) described.insert(*value.string());
    CHECK(DocumentedTables(TILLPOINTS_EVENTS_MD).values("`status` of a reply") == described);
}
