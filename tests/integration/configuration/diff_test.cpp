#include <catch2/catch.hpp>

#include "tests/integration/configuration/files.hpp"

using namespace tillpoints::test;

TEST_CASE("config diff tells what the installation changes against the defaults, with its drop-ins") {
    const ConfigurationFiles files;
    files.drop_in("10.json", "{\n\"log\": {\"level\": \"debug\", \"files\": 4}}");
    const auto found = files.tool("config diff --config config.json --json");
    CHECK(found.code == 1);
    CHECK(found.err.empty());
    std::string names;
    for (const auto& each : found.json()) names += each["setting"].get<std::string>() + " ";
    CHECK(names == "data_directory currency cloud.base_url cloud.company_id cloud.key_file log.level ");
    CHECK(found.json().back() == nlohmann::ordered_json{{"setting", "log.level"},
                                                        {"before", "info"},
                                                        {"after", "debug"},
                                                        {"from", "file"},
                                                        {"file", "config.json.d/10.json"},
                                                        {"line", 2}});
    const auto table = files.tool("config diff --config config.json");
    CHECK(table.code == 1);
    CHECK(table.out.find("log.level         info    debug") != std::string::npos);
    CHECK(table.out.find("c2VjcmV0") == std::string::npos);
}

TEST_CASE(
    "config diff compares the installation with one file, or two files, and exits 0 where nothing differs") {
    const ConfigurationFiles files;
    files.drop_in("10.json", R"({"language":"kk"})");
    files.write("other.json", files.text_of("config.json"));
    const auto with_other = files.tool("config diff other.json --config config.json --json");
    CHECK(with_other.code == 1);
    CHECK(with_other.json() ==
          nlohmann::ordered_json::parse(
              R"([{"setting":"language","before":"kk","after":"ru","from":"default"}])"));
    const auto reversed = files.tool("config diff other.json config.json --json").json();
    CHECK(reversed[0]["after"] == "kk");
    CHECK(reversed[0]["file"] == "config.json.d/10.json");
    const auto same = files.tool("config diff other.json other.json");
    CHECK(same.code == 0);
    CHECK(same.out == "Nothing differs.\n");
    CHECK(files.tool("config diff other.json - --json", files.text_of("other.json")).json().empty());
}

TEST_CASE("config diff of a configuration that is wrong or missing is trouble, not a difference") {
    const ConfigurationFiles files;
    files.write("wrong.json", "{\n\"currency\":1}");
    CHECK(files.tool("config diff missing.json --config config.json").code == 2);
    const auto wrong = files.tool("config diff wrong.json --config config.json");
    CHECK(wrong.code == 2);
    CHECK(wrong.out.empty());
    CHECK(wrong.err.find("wrong.json:2  currency") != std::string::npos);
    CHECK(files.tool("config diff a b c --config config.json").code == 2);
}
