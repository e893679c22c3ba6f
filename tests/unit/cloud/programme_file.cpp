#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "cloud/programme/settings.hpp"
#include "programmes.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

Json file(const std::string& path) {
    std::ifstream in(std::string(TILLPOINTS_CLOUD) + path);
    std::stringstream text;
    text << in.rdbuf();
    return parse_json(text.str()).value();
}

/// A valid programme with one member replaced.
Problems problems_with(const char* key, const char* value) {
    Json json = file("/programmes/electronics.json");
    json.set(key, parse_json(value).value());
    Problems problems;
    const bool read = read_programme(json, problems).has_value();
    CHECK(read == problems.empty());
    return problems;
}

std::string where(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += problem.where + " ";
    return text;
}

}  // namespace

TEST_CASE("electronics: 500 points of welcome, award by phone, points only by code") {
    const auto programme = electronics();
    CHECK(programme.welcome == points(500));
    CHECK(programme.purchase_by_phone);
    CHECK_FALSE(programme.use_points_by_phone);
    CHECK(programme.code_lifetime == std::chrono::minutes(45));
}

TEST_CASE("every problem of a programme file is listed with its place") {
    Problems problems;
    CHECK_FALSE(
        read_programme(parse_json(R"({"name":1,"colour":"red","currency":"RU","discount_policy":"free",
        "welcome_points":-1,"tiers":[{"name":"A","rate":101,"spent_from":5},{"uid":"x","name":"B","rate":1,"spent_from":5}]})")
                           .value(),
                       problems));
    CHECK(where(problems) ==
          "colour name promo_code currency discount_policy welcome_points tiers[0].rate tiers[1].uid "
          "tiers[0].spent_from tiers[1].spent_from ");
}

TEST_CASE("tiers are at least one, rise from zero and have uids of their own") {
    CHECK(where(problems_with("tiers", "[]")) == "tiers ");
    CHECK(where(problems_with("tiers", "7")) == "tiers ");
    CHECK(where(problems_with("tiers", R"([{"uid":"gold","name":"A","rate":1,"spent_from":0}])")) ==
          "tiers[0].uid ");
}

TEST_CASE("each condition of a tier rises on its own, and a tier has at least one") {
    const auto tiers = [](const std::string& second, const std::string& third) {
        const std::string first = R"([{"name":"A","rate":1,"spent_from":0},)";
        const auto tier = [](const std::string& uid, const std::string& conditions) {
            return R"({"uid":"7b6d2d0e-5f2c-4a53-9a51-0f6f4a0e2f1)" + uid + R"(","name":"B","rate":2)" +
                   conditions + "}";
        };
        return where(
            problems_with("tiers", (first + tier("1", second) + "," + tier("2", third) + "]").c_str()));
    };
    CHECK(tiers(R"(,"invited_from":3)", R"(,"spent_from":5)") == "");
    CHECK(tiers(R"(,"spent_from":5,"invited_from":3)", R"(,"invited_from":4)") == "");
    CHECK(tiers(R"(,"invited_from":3)", R"(,"invited_from":3)") == "tiers[2].invited_from ");
    CHECK(tiers(R"(,"spent_from":5)", R"(,"spent_from":5)") == "tiers[2].spent_from ");
    CHECK(tiers("", R"(,"spent_from":5)") == "tiers[1].spent_from ");
    CHECK(where(problems_with("tiers", R"([{"name":"A","rate":1,"spent_from":0,"invited_from":1}])")) ==
          "tiers[0].invited_from ");
}

TEST_CASE("points are deferred by at most 15 days") {
    CHECK(where(problems_with("defer_points_days", "15")) == "");
    CHECK(where(problems_with("defer_points_days", "16")) == "defer_points_days ");
    CHECK(where(problems_with("defer_points_days", "-1")) == "defer_points_days ");
}

TEST_CASE("a file that cannot be read or is no JSON is a problem, not a crash") {
    Problems problems;
    CHECK_FALSE(load_programme("/nowhere/programme.json", problems));
    CHECK(problems.size() == 1);
    CHECK_FALSE(load_programme(TILLPOINTS_CLOUD "/CMakeLists.txt", problems));
    CHECK(problems.back().code == Errc::invalid_json);
}

TEST_CASE("the published schema names exactly the members the reader knows") {
    const auto schema = file("/programme/programme.schema.json");
    Json every = Json::object();
    for (const auto& [name, rule] : *schema.find("properties")->members()) every.set(name, nullptr);
    Problems problems;
    read_programme(every, problems);
    CHECK(std::none_of(problems.begin(), problems.end(), is_unknown_member));
    every.set("colour", nullptr);
    problems.clear();
    read_programme(every, problems);
    CHECK(std::count_if(problems.begin(), problems.end(), is_unknown_member) == 1);
    for (const auto* known : {"name", "tiers", "welcome_points", "code_lifetime_minutes"})
        CHECK(schema.find("properties")->find(known));
}

TEST_CASE("settings show the programme") {
    const auto settings = settings_of(electronics(), 12);
    CHECK(settings.id == 12);
    CHECK(settings.currency == "RUB");
    CHECK(settings.program.base_tier.uid == "base");
    CHECK_FALSE(settings.program.base_tier.total_cash_spent);
    REQUIRE(settings.program.tiers.size() == 3);
    CHECK(settings.program.tiers[0].total_cash_spent == roubles(100'000));
    CHECK(settings.program.tiers[2].max_scores_discount == Percent{5000});
}
