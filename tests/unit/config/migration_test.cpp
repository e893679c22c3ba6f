#include <catch2/catch.hpp>

#include "plugin/config/migration.hpp"

using namespace tillpoints;

namespace {

constexpr Renaming examples[] = {{"", "folder", "data_directory"}, {"cloud", "url", "base_url"}};

const std::string old_file =
    "{\n  \"//\": \"till 7\",\n  \"folder\":   \"/var/lib/t\",\n  \"cloud\": {\"url\":\n"
    "  \"https://cloud.example\", \"company_id\": \"1\"}\n}\n";

const std::string new_file =
    "{\n  \"//\": \"till 7\",\n  \"data_directory\":   \"/var/lib/t\",\n  \"cloud\": {\"base_url\":\n"
    "  \"https://cloud.example\", \"company_id\": \"1\"}\n}\n";

}  // namespace

TEST_CASE("a renamed member gets its present name, and nothing else of the file changes") {
    const auto done = migrated({{"config.json", old_file}}, examples, false);
    CHECK(done.problems.empty());
    REQUIRE(done.written.size() == 1);
    CHECK(done.written[0].file == "config.json");
    CHECK(done.written[0].text == new_file);
    CHECK(done.renamed == std::vector<RenamedMember>{{{"config.json", 3}, "folder", "data_directory"},
                                                     {{"config.json", 4}, "cloud.url", "cloud.base_url"}});
}

TEST_CASE("a configuration of this version needs nothing") {
    for (const bool merge : {false, true}) {
        const auto done = migrated({{"config.json", new_file}}, examples, merge);
        CHECK(done.problems.empty());
        CHECK(done.written.empty());
        CHECK(done.renamed.empty());
    }
}

TEST_CASE("a drop-in of an older version is renamed like the file, also where it removes the member") {
    const auto done =
        migrated({{"config.json", new_file}, {"10.json", "{\"cloud\": {\"url\": \"https://b.example\"}}"}},
                 examples, false);
    CHECK(done.problems.empty());
    REQUIRE(done.written.size() == 1);
    CHECK(done.written[0].text == "{\"cloud\": {\"base_url\": \"https://b.example\"}}");
    const auto removing =
        migrated({{"config.json", new_file}, {"10.json", "{\"folder\":null}"}}, examples, false);
    CHECK(removing.problems.front().sentence().starts_with("10.json:1: data_directory: "));
}

TEST_CASE("an old and a new name in one file are not decided between") {
    const auto done =
        migrated({{"config.json", "{\"folder\":\"/a\",\n\"data_directory\":\"/b\"}"}}, examples, false);
    REQUIRE(done.problems.size() == 1);
    CHECK(done.problems[0].sentence() ==
          "config.json:1: folder: expected only data_directory, its name now, found both (duplicate)");
}

TEST_CASE("members of a newer version are named, with nothing to write") {
    const auto done = migrated({{"config.json", new_file},
                                {"10.json", "{\"colours\":1,\"cloud\":{\"quantum\":{}},\"currency\":\"x\"}"}},
                               examples, true);
    CHECK(done.problems.size() == 3);
    CHECK(done.unknown == std::vector<std::string>{"cloud.quantum", "colours"});
    CHECK(done.written.empty());
    CHECK(done.put_aside.empty());
}

TEST_CASE("merging takes the drop-ins into the file, with its comments and order, and writes no default") {
    const auto done =
        migrated({{"config.json", new_file},
                  {"10.json", R"({"//log":"for support","log":{"level":"debug"},"language":"kk"})"},
                  {"20.json", R"({"language":null})"}},
                 examples, true);
    CHECK(done.problems.empty());
    CHECK(done.put_aside == std::vector<std::string>{"10.json", "20.json"});
    REQUIRE(done.written.size() == 1);
    CHECK(done.written[0].text == R"({
  "//": "till 7",
  "data_directory": "/var/lib/t",
  "cloud": {
    "base_url": "https://cloud.example",
    "company_id": "1"
  },
  "//log": "for support",
  "log": {
    "level": "debug"
  }
}
)");
}

TEST_CASE("the table of renamings names only members of the present configuration") {
    const auto all = to_json(Config());
    for (const auto& renaming : renamings()) {
        const Json* container = renaming.container.empty() ? &all : all.find(renaming.container);
        REQUIRE(container);
        CHECK(container->find(renaming.to));
        CHECK_FALSE(container->find(renaming.from));
    }
}
