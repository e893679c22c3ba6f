#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "adapters/sidecar/settings.hpp"

using namespace tillpoints::sidecar;

namespace {

std::vector<std::string> problems_of(const Json& document) {
    std::vector<SettingsProblem> problems;
    CHECK_FALSE(read_settings(document.dump(), problems));
    std::vector<std::string> places;
    for (const auto& problem : problems) places.push_back(problem.where);
    return places;
}

Settings settings_of(const Json& document) {
    std::vector<SettingsProblem> problems;
    auto settings = read_settings(document.dump(), problems);
    for (const auto& problem : problems) UNSCOPED_INFO(problem.sentence());
    REQUIRE(settings);
    return *settings;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("the sidecar listens on a unix socket and on loopback where nothing else is configured") {
    const auto settings = settings_of({{"state_directory", "/var/lib/t"}});
    REQUIRE(settings.listen.size() == 2);
    CHECK(settings.listen[0].text() == "/var/lib/t/tillpointsd.sock");
    CHECK(settings.listen[1].text() == "127.0.0.1:8787");
    CHECK_FALSE(settings.listen[0].by_name);
    CHECK_FALSE(settings.listen[1].by_name);
}

TEST_CASE("a socket that the network reaches must have TLS, and asks for a token") {
    const auto listen = [](const Json& at) {
        return Json{{"state_directory", "/s"}, {"listen", Json::array({at})}};
    };
    CHECK(problems_of(listen({{"address", "192.168.1.10:8788"}})) == Places{"listen[0].tls"});
    CHECK(problems_of(listen({{"address", "0.0.0.0:8788"}})) == Places{"listen[0].tls"});
    CHECK(problems_of(listen({{"address", "[::]:1"}, {"tls", true}, {"by_name", true}})) ==
          Places{"listen[0].by_name"});
    CHECK(settings_of(listen({{"address", "[::1]:1"}, {"by_name", true}})).listen[0].by_name);
    CHECK(settings_of(listen({{"address", "10.0.0.1:1"}, {"tls", true}})).listen[0].tls);
}

TEST_CASE(
    "a configuration that is no JSON, or has a number that is too large, is a problem and ends nothing") {
    for (const auto& text :
         {std::string("{"), std::string(), "{\"heartbeat_s\":" + std::string(400, '1') + "}"}) {
        std::vector<SettingsProblem> problems;
        CHECK_FALSE(read_settings(text, problems));
        REQUIRE(problems.size() == 1);
        CHECK(problems.front().sentence().find("JSON") != std::string::npos);
    }
}

TEST_CASE("every problem of the sidecar's configuration is named with its place") {
    CHECK(problems_of({{"state_directory", "relative"},
                       {"listen", Json::array({{{"address", "localhost:1"}},
                                               {{"unix", "/a"}, {"mode", "rw"}},
                                               {{"address", "127.0.0.1:70000"}},
                                               {{"unix", "a"}, {"address", "127.0.0.1:1"}}})},
                       {"hosts", 1},
                       {"limits", {{"connections", 1}, {"unheard", 2}}},
                       {"keep_answers_days", 0},
                       {"terminals", Json::array({{{"name", "../x"}}, {{"name", "a"}}, {{"name", "a"}}})}}) ==
          Places{"state_directory", "terminals[0].name", "terminals[2].name", "listen[0].address",
                 "listen[1].mode", "listen[2].address", "listen[3]", "hosts", "limits.connections",
                 "limits.unheard", "keep_answers_days"});
    std::vector<SettingsProblem> problems;
    CHECK_FALSE(read_settings("{", problems));
    CHECK(problems.size() == 1);
}

TEST_CASE(
    "each terminal has its own data directory, and what it says of the plugin goes before the common part") {
    const auto settings = settings_of(
        {{"state_directory", "/s"},
         {"plugin", {{"language", "ru"}, {"cloud", {{"company_id", "1"}}}}},
         {"terminals", Json::array({{{"name", "a"}}, {{"name", "b"}, {"plugin", {{"language", "kk"}}}}})}});
    const auto plugin = settings.plugin_of("b", settings.terminals.at("b"));
    CHECK(plugin["language"] == "kk");
    CHECK(plugin["cloud"]["company_id"] == "1");
    CHECK(plugin["data_directory"] == "/s/terminals/b/plugin");
    CHECK(problems_of({{"state_directory", "/s"}, {"plugin", {{"data_directory", "/x"}}}}) ==
          Places{"plugin.data_directory"});
    const Json shared{{"data_directory", "/x"}};
    CHECK(problems_of({{"state_directory", "/s"},
                       {"terminals", Json::array({{{"name", "a"}, {"plugin", shared}},
                                                  {{"name", "b"}, {"plugin", shared}}})}}) ==
          Places{"terminals"});
}

TEST_CASE("the sample of the sidecar's configuration is right") {
    std::ifstream file(TILLPOINTS_SIDECAR_SAMPLE);
    REQUIRE(file);
    CHECK(settings_of(Json::parse(file)).terminals.size() == 2);
}

TEST_CASE("a terminal's configuration may stand in a file, which is taken before terminals are compared") {
    auto settings =
        settings_of({{"state_directory", "/s"},
                     {"plugin", "/etc/common.json"},
                     {"terminals", {{{"name", "a"}, {"plugin", "/etc/a.json"}}, {{"name", "b"}}}}});
    std::vector<SettingsProblem> problems;
    const auto read = [](const std::string& path) {
        return path == "/etc/a.json" ? std::string(R"({"data_directory":"/d"})")
                                     : std::string(R"({"currency":"KZT"})");
    };
    take_plugin_files(settings, read, problems);
    CHECK(problems.empty());
    CHECK(settings.plugin_of("a", settings.terminals.at("a")) ==
          Json({{"currency", "KZT"}, {"data_directory", "/d"}}));
    CHECK(settings.plugin_of("b", settings.terminals.at("b")).at("data_directory") ==
          "/s/terminals/b/plugin");
    CHECK(problems_of({{"state_directory", "/s"}, {"plugin", "common.json"}}) == Places{"plugin"});
    CHECK(problems_of({{"state_directory", "/s"},
                       {"terminals", Json::array({{{"name", "a"}, {"plugin", "a.json"}}})}}) ==
          Places{"terminals[0].plugin"});
}

TEST_CASE("a plugin's file that cannot be used, or gives terminals one data directory, is a problem") {
    const Json document{
        {"state_directory", "/s"},
        {"terminals",
         {{{"name", "a"}, {"plugin", "/etc/a.json"}}, {{"name", "b"}, {"plugin", "/etc/a.json"}}}}};
    auto shared = settings_of(document);
    std::vector<SettingsProblem> problems;
    take_plugin_files(
        shared, [](const std::string&) { return R"({"data_directory":"/d"})"; }, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].expected == "a data directory for each terminal");

    for (const auto* text : {"[]", "{", "\xFF"}) {
        auto settings = settings_of(document);
        problems.clear();
        take_plugin_files(
            settings, [&](const std::string&) { return text; }, problems);
        REQUIRE(problems.size() == 2);
        CHECK(problems[1].where == "terminals, plugin of b");
    }
    auto common = settings_of({{"state_directory", "/s"}, {"plugin", "/etc/a.json"}});
    problems.clear();
    take_plugin_files(
        common, [](const std::string&) { return R"({"data_directory":"/d"})"; }, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "plugin.data_directory");
}
