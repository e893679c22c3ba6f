#include "protocol/reader.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;

namespace {

/// Reads one field of a one-object document and gives the first problem, as a line.
template <class Read>
std::string problem_of(const char* text, Read read) {
    const Json json = parse_json(text).value();
    Problems problems;
    Reader in(json, "", problems);
    read(in);
    return problems.empty() ? "" : problems.front().where + " " + std::string(name_of(problems.front().code));
}

}  // namespace

TEST_CASE("a missing, null or mistyped field is named with its path") {
    CHECK(problem_of("{}", [](Reader& in) { in.text("a"); }) == "a missing_field");
    CHECK(problem_of(R"({"a":null})", [](Reader& in) { in.text("a"); }) == "a missing_field");
    CHECK(problem_of(R"({"a":1})", [](Reader& in) { in.text("a"); }) == "a wrong_type");
    CHECK(problem_of(R"({"a":"long"})", [](Reader& in) { in.text("a", 3); }) == "a too_large");
    CHECK(problem_of(R"({"a":"5"})", [](Reader& in) { in.integer("a", 0, 9); }) == "a wrong_type");
    CHECK(problem_of(R"({"a":1.5})", [](Reader& in) { in.integer("a", 0, 9); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":1e30})", [](Reader& in) { in.integer("a", 0, 9); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":"yes"})", [](Reader& in) { in.flag("a", false); }) == "a wrong_type");
    CHECK(problem_of(R"({"a":-1})", [](Reader& in) { in.minor("a"); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":1})", [](Reader& in) { in.quantity("a"); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":"soon"})", [](Reader& in) { in.time("a"); }) == "a invalid_value");
    CHECK(problem_of(R"({"a":"x/y"})", [](Reader& in) { in.receipt_id("a"); }) == "a invalid_value");
    CHECK(problem_of(R"({"a":""})", [](Reader& in) { in.receipt_id("a"); }) == "a invalid_value");
    CHECK(problem_of(R"({"a":"z"})", [](Reader& in) { in.one_of("a", {"x", "y"}); }) == "a invalid_value");
    CHECK(problem_of(R"({"a":101})", [](Reader& in) { in.percent("a"); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":{"b":[1]}})", [](Reader& in) { in.object("a").texts("b", 9); }) ==
          "a.b[0] wrong_type");
    CHECK(problem_of(R"({"a":[{},3]})", [](Reader& in) {
              in.each("a", 9, [](Reader each) { each.maybe_flag("x"); });
          }) == "a[1] wrong_type");
    CHECK(problem_of(R"({"a":[1,2,3]})", [](Reader& in) { in.each("a", 2, [](Reader) {}); }) ==
          "a too_large");
    CHECK(problem_of(R"({"a":1,"b":2})", [](Reader& in) { in.refuse_unknown({"a"}); }) == "b invalid_value");
}

TEST_CASE("an optional field may be absent, but not wrong") {
    CHECK(problem_of("{}", [](Reader& in) {
              CHECK_FALSE(in.maybe_text("a"));
              CHECK_FALSE(in.maybe_minor("a"));
              CHECK_FALSE(in.maybe_time("a"));
              CHECK_FALSE(in.maybe_object("a"));
              CHECK(in.flag("a", true));
          }).empty());
    CHECK(problem_of(R"({"a":[]})", [](Reader& in) { in.maybe_minor("a"); }) == "a wrong_type");
}

TEST_CASE("the cloud's decimals are read exactly, as numbers or as strings") {
    CHECK(problem_of(R"({"cash":12.345,"bill":"-7.1","points":9.999,"rate":12.5})", [](Reader& in) {
              CHECK(in.major("cash") == Money(1235));
              CHECK(in.major("bill") == Money(-710));
              CHECK(in.points("points") == Points(999));
              CHECK(in.percent("rate") == Percent{1250});
          }).empty());
    CHECK(problem_of(R"({"a":"ten"})", [](Reader& in) { in.major("a"); }) == "a invalid_value");
    CHECK(problem_of(R"({"a":1e14})", [](Reader& in) { in.major("a"); }) == "a out_of_range");
    CHECK(problem_of(R"({"a":true})", [](Reader& in) { in.points("a"); }) == "a wrong_type");
}

TEST_CASE("what was found is shown shortened, at a character's border") {
    Problems problems;
    const Json json = Json::object({{"a", std::string(39, 'x') + "\xD0\x96\xD0\x96\xD0\x96"}});
    Reader(json, "", problems).integer("a", 0, 1);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().found.size() <= 40);
    CHECK(parse_json(dump(Json(problems.front().found))).has_value());
}
