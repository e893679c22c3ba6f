#include <catch2/catch.hpp>

#include "plugin/config/places.hpp"
#include "protocol/json.hpp"

using namespace tillpoints;

TEST_CASE("every member and item of a text has its line, and a member its name's bytes") {
    const std::string text =
        "{\n  \"a\": 1, \"b\":\n  {\"c\": [1,\n   {\"d\": null}],\r\n \"\\u0065\": \"}]\\\"\"}}\n";
    std::vector<std::pair<std::string, std::size_t>> lines;
    std::string names;
    for (const auto& place : member_places(text)) {
        lines.emplace_back(place.where, place.line);
        names += text.substr(place.name_at, place.name_size);
    }
    CHECK(lines ==
          std::vector<std::pair<std::string, std::size_t>>{
              {"a", 2}, {"b", 2}, {"b.c", 3}, {"b.c[0]", 3}, {"b.c[1]", 4}, {"b.c[1].d", 4}, {"b.e", 5}});
    CHECK(names == R"("a""b""c""d""\u0065")");
}

TEST_CASE("a member that is missing has the line of what should hold it") {
    const auto places = member_places("{\"cloud\":\n {\"pins\":\n [\"x\"]}}");
    CHECK(line_of("cloud.pins[0]", places) == 3);
    CHECK(line_of("cloud.pins", places) == 2);
    CHECK(line_of("cloud.company_id", places) == 1);
    CHECK(line_of("data_directory", places) == 1);
    CHECK(line_of("", places) == 1);
}

TEST_CASE("lines are found in texts that are not JSON, as far as they are") {
    for (const auto& text :
         {std::string(), std::string("{"), std::string("{\"a\""), std::string("{\"a\":"), std::string("[1,"),
          std::string("{\"a\\"), std::string(100'000, '['), std::string("{\"\\uD800\":1}"),
          std::string("{\"a\":1 \"b\":2}"), std::string("\0\xFF", 2)})
        CHECK(member_places(text).size() <= 64);
    CHECK(member_places("{\"a\":1,\n\"b\":oops,\n\"c\"").size() == 2);
}

TEST_CASE("a text that is no JSON is refused with line and column, counted in characters") {
    const std::string text = "{\n  \"язык\": }";
    const auto wrong = text_problem(parse_json(text).error(), text);
    CHECK(wrong.line == 2);
    CHECK(wrong.problem.where == "line 2, column 11");
}

TEST_CASE("a name that stands twice in an object is named with its whole place and its second line") {
    const std::string text =
        "{\"currency\":\"RUB\",\n\"cloud\":{\"currency\":1,\n\"pins\":[],\n\"pins\":[]}}";
    const auto wrong = text_problem(parse_json(text).error(), text);
    CHECK(wrong.problem.code == Errc::duplicate);
    CHECK(wrong.problem.where == "cloud.pins");
    CHECK(wrong.line == 4);
}
