#include "adapters/fleet/terminals_table.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::fleet;

namespace {

std::vector<std::string> problems(const std::string& text) {
    return read_terminals(text).problems;
}

const std::string head = "name,base_url,company_id,key\n";

}  // namespace

TEST_CASE("a table of terminals is read with commas or semicolons, quotes, and any ends of lines") {
    const auto table = read_terminals(
        "\xEF\xBB\xBFname;base_url;company_id;key;phone\r\ntill-1;https://"
        "cloud.example;42;\"a;b\"\"c\";\r\n\r\n"
        "till-2;https://cloud.example;42;k;+79990000001");
    CHECK(table.problems.empty());
    REQUIRE(table.terminals.size() == 2);
    CHECK(table.terminals[0].columns.at("key") == "a;b\"c");
    CHECK(table.terminals[0].columns.count("phone") == 0);
    CHECK(table.terminals[1].line == 4);
    CHECK(table.terminals[1].columns.at("phone") == "+79990000001");
}

TEST_CASE("every problem of a table is told with its line, what was found and what is expected") {
    CHECK(problems("") == std::vector<std::string>{"line 1: expected the names of the columns"});
    CHECK(problems(head) == std::vector<std::string>{"line 2: expected a terminal"});
    CHECK(problems("name,base_url,key,colour\n") ==
          std::vector<std::string>{"line 1: the column 'colour' is not known",
                                   "line 1: the column company_id is missing"});
    CHECK(problems(
              head +
              "till "
              "1,https://c,42,k\ntill,,42,k\ntill,https://c,42\n.x,https://c,42,\ntill,https://c,42,k\n") ==
          std::vector<std::string>{
              "line 2: name: found 'till 1', expected 1 to 64 letters, digits, '.', '-' or '_'",
              "line 3: base_url is empty", "line 4: found 3 cells, expected 4",
              "line 5: name: found '.x', expected 1 to 64 letters, digits, '.', '-' or '_'",
              "line 5: expected either key or key_file",
              "line 6: name: 'till' stands in an earlier line, too"});
    CHECK(problems(head + "till,https://c,42,\"k\n") ==
          std::vector<std::string>{"line 2: a quote is not closed"});
}

TEST_CASE("a name cannot lead out of the folder of the bundles") {
    for (const char* name : {"../till", "/etc/passwd", "a/b", "..", "till\\n"})
        CHECK_FALSE(problems(head + name + ",https://c,42,k\n").empty());
}
