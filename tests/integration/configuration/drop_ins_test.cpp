#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/configuration/files.hpp"

using namespace tillpoints::test;

namespace {

nlohmann::ordered_json setting(const ConfigurationFiles& files, const std::string& name) {
    const auto shown = files.tool("config show config.json --json");
    REQUIRE(shown.code == 0);
    for (const auto& leaf : shown.json())
        if (leaf["setting"] == name) return leaf;
    return {};
}

std::string one_terminal(const ConfigurationFiles& files, const std::string& plugin) {
    return R"({"state_directory":")" + files.path("state") + R"(","library":")" + TILLPOINTS_LIBRARY +
           R"(","terminals":[{"name":"till-1","plugin":)" + plugin + "}]}";
}

}  // namespace

TEST_CASE("config show tells for every setting which file and line states it") {
    const ConfigurationFiles files;
    const auto first = files.drop_in("10-shop.json", "{\n \"currency\": \"RUB\",\n \"language\": \"kk\"}");
    files.drop_in("20-log.json", "{\"language\": null, \"log\":\n{\"level\":\"debug\"}}");
    CHECK(setting(files, "currency") == nlohmann::ordered_json{{"setting", "currency"},
                                                               {"value", "RUB"},
                                                               {"from", "file"},
                                                               {"file", "config.json.d/10-shop.json"},
                                                               {"line", 2}});
    CHECK(setting(files, "cloud.company_id")["file"] == "config.json");
    CHECK(setting(files, "cloud.company_id")["line"] == 7);
    CHECK(setting(files, "log.level")["line"] == 2);
    CHECK(setting(files, "language") ==
          nlohmann::ordered_json{{"setting", "language"}, {"value", "ru"}, {"from", "default"}});
    const auto table = files.tool("config show '" + files.config() + "'").out;
    CHECK(table.find(" " + first + ":2\n") != std::string::npos);
    CHECK(table.find(" default\n") != std::string::npos);
}

TEST_CASE("config check names file, line, setting, what is expected and what was found") {
    const ConfigurationFiles files;
    CHECK(files.tool("config check config.json").code == 0);
    files.drop_in("10-shop.json", "{\"currency\":\"rubles\",\n \"colour\":\"red\"}");
    const auto wrong = files.tool("config check config.json");
    CHECK(wrong.code == 2);
    CHECK(
        wrong.out.find("config.json.d/10-shop.json:1  currency  invalid_value  three capital letters such as "
                       "RUB or KZT") != std::string::npos);
    const auto problems = files.tool("config check config.json --json").json()["problems"];
    REQUIRE(problems.size() == 2);
    CHECK(problems[1]["file"] == "config.json.d/10-shop.json");
    CHECK(problems[1]["line"] == 2);
    CHECK(problems[1]["where"] == "colour");
    CHECK(problems[1]["message"].get<std::string>().find("config.json.d/10-shop.json:2: colour: ") == 0);
}

TEST_CASE("config check names the line of a text that is no JSON, and of a name that stands twice") {
    const ConfigurationFiles files;
    files.drop_in("10.json", "{\n\"log\": {\"level\":\"info\",\n\"level\":\"debug\"}}");
    files.drop_in("20.json", "{\n\n oops}");
    const auto problems = files.tool("config check config.json --json").json()["problems"];
    REQUIRE(problems.size() == 2);
    CHECK(problems[0]["where"] == "log.level");
    CHECK(problems[0]["line"] == 3);
    CHECK(problems[1]["line"] == 3);
    const auto typed = files.tool("config check - --json", "{\n\"currency\":1}").json()["problems"];
    const auto currency = std::find_if(typed.begin(), typed.end(),
                                       [](const auto& each) { return each["where"] == "currency"; });
    REQUIRE(currency != typed.end());
    CHECK((*currency)["line"] == 2);
}

TEST_CASE("config check names the line of a setting whose file cannot be used") {
    const ConfigurationFiles files;
    files.drop_in("10.json", "{\"cloud\":\n{\"key_file\":\n\"/no/such.key\"}}");
    const auto wrong = files.tool("config check config.json --json");
    CHECK(wrong.code == 2);
    const auto problems = wrong.json()["problems"];
    REQUIRE(problems.size() == 1);
    CHECK(problems[0]["where"] == "cloud.key_file /no/such.key");
    CHECK(problems[0]["file"] == "config.json.d/10.json");
    CHECK(problems[0]["line"] == 2);
}

TEST_CASE(
    "every command that reads a configuration reads its drop-ins, and refuses a file that others may write") {
    const ConfigurationFiles files;
    const auto drop_in = files.drop_in("10.json", R"({"data_directory":")" + files.path("other") + R"("})");
    for (const auto* command : {"status --json", "doctor --offline --json", "bundle --output -"})
        CHECK(files.tool(std::string(command) + " --config config.json").out.find(files.path("other")) !=
              std::string::npos);
    REQUIRE(::chmod(drop_in.c_str(), 0666) == 0);
    for (const auto* command : {"status", "queue list", "receipt list", "journal --receipt r", "export",
                                "replay --seconds 1", "bundle --output -"}) {
        INFO(command);
        const auto refused = files.tool(std::string(command) + " --config config.json");
        CHECK(refused.code == 2);
        CHECK(
            refused.err.find("config.json.d/10.json  -      invalid_value  one that only its owner may write "
                             "(chmod go-w)  mode 0666") != std::string::npos);
    }
    const auto doctor = files.tool("doctor --offline --json --config config.json");
    CHECK(doctor.code == 2);
    CHECK(doctor.out.find("chmod go-w") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(files.path("data")));
}

TEST_CASE("a configuration that is not there is one line on stderr") {
    const ConfigurationFiles files;
    const auto missing = files.tool("status --config nothing.json");
    CHECK(missing.code == 2);
    CHECK(missing.err == "tillpoints: nothing.json: No such file or directory\n");
}

TEST_CASE("the daemon takes a terminal's configuration from a file with its drop-ins") {
    const ConfigurationFiles files;
    files.drop_in("10.json", R"({"language":"en"})");
    files.write("daemon.json", one_terminal(files, "\"" + files.config() + "\""));
    const auto right = files.run("'" TILLPOINTSD "' --config daemon.json check");
    CHECK(right.err.empty());
    CHECK(right.code == 0);
    files.drop_in("10.json", "{\n\"language\":\"fr\"}");
    const auto wrong = files.run("'" TILLPOINTSD "' --config daemon.json check");
    CHECK(wrong.code == 1);
    CHECK(wrong.err.find("terminals, plugin of till-1") != std::string::npos);
    CHECK(wrong.err.find("config.json.d/10.json:2: language") != std::string::npos);
    CHECK(files.run("'" TILLPOINTSD "' --config daemon.json").code == 1);
    files.write("daemon.json", one_terminal(files, "\"" + files.path("nothing.json") + "\""));
    CHECK(files.run("'" TILLPOINTSD "' --config daemon.json check").err.find("No such file") !=
          std::string::npos);
}

TEST_CASE("the register in software and the template host take the drop-ins, and say where one is wrong") {
    const ConfigurationFiles files;
    files.drop_in("10.json", "{\n\"language\":\"fr\"}");
    files.write("day.jsonl", "");
    const auto simulated = files.run("'" TILLPOINTS_REGISTER "' --plugin '" TILLPOINTS_LIBRARY
                                     "' --config config.json --receipts day.jsonl");
    CHECK(simulated.code == 1);
    CHECK(simulated.err.find("config.json.d/10.json:2: language") != std::string::npos);
    const auto host = files.run("'" TILLPOINTS_TEMPLATE_HOST "' '" TILLPOINTS_LIBRARY "' config.json");
    CHECK(host.code == 1);
    CHECK(host.err.find("config.json.d/10.json:2: language") != std::string::npos);
}
