#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/integration/configuration/files.hpp"

using namespace tillpoints::test;

namespace {

std::string settings(const ConfigurationFiles& files) {
    std::string out;
    for (const auto& leaf : files.tool("config show config.json --json").json())
        out += leaf["setting"].get<std::string>() + "=" + leaf["value"].dump() + "\n";
    return out;
}

}  // namespace

TEST_CASE("config migrate of a configuration of this version says that there is nothing to do") {
    const ConfigurationFiles files;
    const auto before = files.text_of("config.json");
    const auto done = files.tool("config migrate config.json");
    CHECK(done.code == 0);
    CHECK(done.out == "config.json: nothing to do\n");
    CHECK(files.tool("config migrate config.json --merge").out == "config.json: nothing to do\n");
    CHECK(files.text_of("config.json") == before);
    CHECK(files.names() == std::vector<std::string>{"config.json"});
}

TEST_CASE(
    "config migrate --merge takes the drop-ins into the file, keeps the earlier ones and changes no "
    "setting") {
    const ConfigurationFiles files;
    files.drop_in("10.json", R"({"language":"kk","log":{"level":"debug"}})");
    files.drop_in("20.json", R"({"language":null,"cloud":{"pins":[]}})");
    REQUIRE(::chmod(files.config().c_str(), 0640) == 0);
    const auto before = settings(files);
    const auto old_file = files.text_of("config.json");

    const auto planned = files.tool("config migrate config.json --merge --dry-run");
    CHECK(planned.code == 0);
    CHECK(planned.out.find("would be written: config.json, the earlier file kept as config.json.before-") ==
          0);
    CHECK(planned.out.find("would be merged: config.json.d/20.json, kept as") != std::string::npos);
    CHECK(files.tool("config migrate config.json --merge --json").json()["put_aside"].size() == 2);
    CHECK(files.text_of("config.json") == old_file);
    CHECK(files.names() == std::vector<std::string>{"10.json", "20.json", "config.json"});

    const auto done = files.tool("config migrate config.json --merge");
    CHECK(done.err.empty());
    REQUIRE(done.code == 0);
    CHECK(settings(files) == before);
    const auto text = files.text_of("config.json");
    CHECK(text.find("\"//\": \"the till at the door\"") != std::string::npos);
    CHECK(text.find("language") == std::string::npos);
    CHECK(text.find("retention") == std::string::npos);
    struct stat about {};
    REQUIRE(::stat(files.config().c_str(), &about) == 0);
    CHECK((about.st_mode & 07777) == 0640);
    const auto names = files.names();
    REQUIRE(names.size() == 4);
    CHECK(names[0].find("10.json.before-") == 0);
    CHECK(names[1].find("20.json.before-") == 0);
    CHECK(names[3].find("config.json.before-") == 0);
    CHECK(files.text_of(names[3]) == old_file);
    CHECK(files.tool("config migrate config.json --merge").out == "config.json: nothing to do\n");
}

TEST_CASE(
    "config migrate refuses a configuration of a newer version and names the members it does not know") {
    const ConfigurationFiles files;
    files.drop_in("10.json", "{\"colours\":1,\n\"cloud\":{\"quantum\":true}}");
    const auto before = files.text_of("config.json");
    const auto refused = files.tool("config migrate config.json --merge");
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("config.json.d/10.json:2  cloud.quantum") != std::string::npos);
    CHECK(refused.err.find(
              ": cloud.quantum, colours. A newer version may have written this; nothing is changed.") !=
          std::string::npos);
    CHECK(files.text_of("config.json") == before);
    CHECK(files.names() == std::vector<std::string>{"10.json", "config.json"});
    CHECK(files.tool("config migrate missing.json").code == 2);
}
