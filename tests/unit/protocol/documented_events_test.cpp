// Every example in protocol/EVENTS.md is read by the product's own reader.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "protocol/till/events.hpp"

using namespace tillpoints;

namespace {

struct Example {
    std::string heading;
    std::string text;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// The objects of a block of indented lines, found by their outer braces.
std::vector<std::string> objects_in(const std::string& block) {
    std::vector<std::string> objects;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (block[i] == '{' && depth++ == 0) start = i;
        if (block[i] == '}' && --depth == 0) objects.push_back(block.substr(start, i + 1 - start));
    }
    return objects;
}

std::vector<Example> examples() {
    std::ifstream file(TILLPOINTS_EVENTS_MD);
    REQUIRE(file.good());
    std::vector<Example> out;
    std::string heading;
    std::string block;
    const auto flush = [&] {
        for (auto& object : objects_in(block)) out.push_back({heading, std::move(object)});
        block.clear();
    };
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("    ")) {
            block += line + "\n";
            continue;
        }
        flush();
        if (line.starts_with("#")) heading = line.substr(line.find(' ') + 1);
    }
    flush();
    return out;
}

/// The words "position...", "fiscal line..." and "closed..." stand for the objects under "Lines".
std::string expanded(std::string text, const std::vector<Example>& lines) {
    REQUIRE(lines.size() == 3);
    replace_all(text, "closed...", lines[2].text);
    replace_all(text, "fiscal line...", lines[1].text);
    replace_all(text, "position...", lines[0].text);
    return text;
}

}  // namespace

TEST_CASE("every event in EVENTS.md is an event, and every event is in EVENTS.md") {
    const auto all = examples();
    std::vector<Example> lines;
    for (const auto& example : all)
        if (example.heading == "Lines") lines.push_back(example);
    std::set<std::string> seen;
    for (const auto& example : all) {
        INFO(example.heading << ": " << example.text);
        if (example.heading == "Lines") continue;
        const auto json = parse_json(expanded(example.text, lines));
        REQUIRE(json.has_value());
        if (json.value().find("status")) continue;
        const auto event = till::event_from(json.value());
        if (!event.has_value()) FAIL(event.error().sentence());
        CHECK(till::name_of(event.value()) == example.heading);
        seen.insert(example.heading);
    }
    CHECK(seen.size() == std::variant_size_v<till::Event>);
}

TEST_CASE("every reply in EVENTS.md is JSON with a status that the document lists") {
    const std::set<std::string> statuses{"ok",           "error",   "not_stored", "off",        "customer",
                                         "unregistered", "offline", "rejected",   "granted",    "refused",
                                         "confirmed",    "stored",  "withdrawn",  "no_loyalty", "waiting"};
    const auto all = examples();
    int replies = 0;
    std::vector<Example> lines;
    for (const auto& example : all) {
        if (example.heading == "Lines") {
            lines.push_back(example);
            continue;
        }
        if (example.text.find("\"status\"") == std::string::npos) continue;
        INFO(example.heading << ": " << example.text);
        const auto json = parse_json(lines.size() == 3 ? expanded(example.text, lines) : example.text);
        REQUIRE(json.has_value());
        REQUIRE(json.value().find("status"));
        CHECK(statuses.contains(*json.value().find("status")->string()));
        ++replies;
    }
    CHECK(replies > 15);
}

TEST_CASE("the three kinds of line in EVENTS.md are written and read back unchanged") {
    std::vector<Json> lines;
    for (const auto& example : examples())
        if (example.heading == "Lines") {
            std::string text = example.text;
            if (!lines.empty()) replace_all(text, "fiscal line...", dump(lines.back()));
            lines.push_back(parse_json(text).value());
        }
    REQUIRE(lines.size() == 3);
    Problems problems;
    const auto positions = till::positions_from(Json::array().push(lines[0]), "positions", problems);
    const auto fiscal = till::lines_from(Json::array().push(lines[1]), "positions", problems);
    const auto closed = till::closed_receipt_from(lines[2], "", problems);
    REQUIRE(problems.empty());
    CHECK(till::positions_from(Json::array().push(till::to_json(positions[0])), "", problems) == positions);
    CHECK(dump(till::to_json(fiscal[0])) == dump(lines[1]));
    CHECK(till::closed_receipt_from(till::to_json(closed), "", problems) == closed);
    CHECK(problems.empty());
}
