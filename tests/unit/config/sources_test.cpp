#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "plugin/config/source_files.hpp"

using namespace tillpoints;

namespace {

constexpr std::size_t plenty = 1 << 20;

std::string merged_text(const std::vector<ConfigSource>& sources) {
    const auto merged = merge_sources(sources);
    REQUIRE(merged.problems.empty());
    return dump(merged.document);
}

/// A folder with config.json and config.json.d, removed afterwards.
class ConfigFolder {
  public:
    ConfigFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tillpoints-sources-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        folder_ = pattern;
    }
    ~ConfigFolder() { std::filesystem::remove_all(folder_); }

    std::string file() const { return folder_ + "/config.json"; }
    std::string write(const std::string& text) const { return put(file(), text); }
    std::string drop_in(const std::string& name, const std::string& text) const {
        std::filesystem::create_directory(file() + ".d");
        REQUIRE(::chmod((file() + ".d").c_str(), 0755) == 0);
        return put(file() + ".d/" + name, text);
    }
    SourceFiles read(std::size_t most = plenty) const { return read_source_files(file(), most); }

  private:
    static std::string put(const std::string& file, const std::string& text) {
        std::ofstream(file) << text;
        REQUIRE(::chmod(file.c_str(), 0644) == 0);
        return file;
    }
    std::string folder_;
};

/// What one refused file was expected to be and found to be.
std::string refusal(const SourceFiles& files) {
    REQUIRE(files.problems.size() == 1);
    return files.problems[0].problem.expected + "; " + files.problems[0].problem.found;
}

}  // namespace

TEST_CASE("a drop-in merges objects, replaces other values and removes by null, as RFC 7396 says") {
    const std::pair<const char*, const char*> examples[] = {
        // {"a":"b"} of the RFC's appendix and what becomes of it
        {R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":null})", R"({})"},
        {R"({"a":["c"]})", R"({"a":["c"]})"},
        {R"({"a":{"b":"c","d":null}})", R"({"a":{"b":"c"}})"},
        {R"({"a":[null,{"x":null}]})", R"({"a":[null,{"x":null}]})"},
    };
    for (const auto& [patch, result] : examples)
        CHECK(merged_text({{"f", R"({"a":"b"})"}, {"d", patch}}) == result);
    CHECK(merged_text({{"f", R"({"a":{"b":1,"c":[1,2]}})"}, {"d", R"({"a":{"c":[3]}})"}}) ==
          R"({"a":{"b":1,"c":[3]}})");
}

TEST_CASE("later drop-ins go before earlier ones, and merging the result again changes nothing") {
    const std::vector<ConfigSource> drop_ins{{"1", R"({"a":{"x":1,"y":1},"b":1})"},
                                             {"2", R"({"a":null,"b":{"c":1}})"},
                                             {"3", R"({"a":{"y":3},"b":{"d":null,"e":2}})"}};
    std::vector<ConfigSource> all{{"f", R"({"a":{"z":0},"q":0})"}};
    all.insert(all.end(), drop_ins.begin(), drop_ins.end());
    const auto once = merged_text(all);
    CHECK(once == R"({"q":0,"b":{"c":1,"e":2},"a":{"y":3}})");
    all[0].text = once;
    CHECK(merged_text(all) == once);
}

TEST_CASE("every value of merged files knows the file and the line that states it") {
    const auto merged = merge_sources({{"config.json", "{\n\"a\":{\"x\":1,\n\"y\":2},\n\"b\":[1],\"c\":0}"},
                                       {"10.json", "{\"a\":\n{\"y\":3},\"b\":[\n7,8]}"},
                                       {"20.json", "{\n\n\"c\":null}"}});
    const std::vector<std::pair<std::string, SourcePlace>> expected{
        {"/a/x", {"config.json", 2}}, {"/a/y", {"10.json", 2}}, {"/b", {"10.json", 2}}};
    CHECK(merged.origins() == expected);
    CHECK(merged.place_of("b[1]") == SourcePlace{"10.json", 3});
    CHECK(merged.place_of("a.missing") == SourcePlace{"config.json", 2});
    CHECK(merged.place_of("c") == SourcePlace{"20.json", 3});
    CHECK(merged.place_of("nothing") == SourcePlace{"config.json", 1});
}

TEST_CASE("a problem of merged files names the file and line whose value is wrong") {
    const std::string file =
        "{\"data_directory\":\"/tmp/t\",\n\"cloud\":{\"base_url\":\"https://"
        "c.example\",\"company_id\":\"1\"}}";
    const auto problems =
        problems_in(merge_sources({{"config.json", file},
                                   {"10.json", "{\"cloud\":{\n\"company_id\":null}}"},
                                   {"20.json", "{\n\n\"language\":\"fr\",\n\"colour\":1}"}}));
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].sentence().starts_with("20.json:3: language: "));
    CHECK(problems[1].sentence().starts_with("10.json:2: cloud.company_id: "));
    CHECK(problems[2].sentence().starts_with("20.json:4: colour: "));
}

TEST_CASE("a drop-in that is no JSON object is refused with its line") {
    const auto merged = merge_sources(
        {{"f", "{}"}, {"1", "{\n oops}"}, {"2", "[1]"}, {"3", "{\"a\":1,\n\"a\":2}"}, {"4", ""}});
    REQUIRE(merged.problems.size() == 4);
    CHECK(merged.problems[0].place == SourcePlace{"1", 2});
    CHECK(merged.problems[1].problem.expected == "an object");
    CHECK(merged.problems[2].sentence().starts_with("3:2: a: "));
    CHECK(merged.problems[3].place == SourcePlace{"4", 1});
}

TEST_CASE("comments of drop-ins never replace the file's own") {
    CHECK(merged_text({{"f", R"({"//":"why","a":1})"}, {"1", R"({"//":null,"//b":"x"})"}}) ==
          R"({"//":"why","a":1,"//b":"x"})");
}

TEST_CASE("drop-ins are read in the order of their names, and only *.json") {
    const ConfigFolder folder;
    folder.write("{}");
    for (const auto* name : {"90-b.json", "10-a.json", "x.json~", "y.conf", ".z.json"})
        folder.drop_in(name, "{}");
    const auto files = folder.read();
    CHECK(files.problems.empty());
    REQUIRE(files.sources.size() == 3);
    CHECK(files.sources[0].file == folder.file());
    CHECK(files.sources[1].file == folder.file() + ".d/10-a.json");
    CHECK(files.sources[2].file == folder.file() + ".d/90-b.json");
}

TEST_CASE("a file without drop-ins is the whole configuration") {
    const ConfigFolder folder;
    folder.write(R"({"a":1})");
    const auto files = folder.read();
    CHECK(files.problems.empty());
    REQUIRE(files.sources.size() == 1);
    CHECK(files.sources[0].text == R"({"a":1})");
}

TEST_CASE("what is no readable regular file is refused with words, and a pipe is not waited for") {
    const ConfigFolder folder;
    CHECK(refusal(folder.read()) == "a file that can be read; No such file or directory");
    folder.write("{}");
    folder.drop_in("20.json", "{}");
    const auto place = folder.file() + ".d/10.json";
    REQUIRE(::mkfifo(place.c_str(), 0600) == 0);
    CHECK(refusal(folder.read()) == "a regular file; something else");
    std::filesystem::remove(place);
    std::filesystem::create_directory(place);
    REQUIRE(::chmod(place.c_str(), 0755) == 0);
    CHECK(refusal(folder.read()) == "a regular file; a directory");
    std::filesystem::remove(place);
    std::filesystem::create_symlink("/nowhere", place);
    CHECK(refusal(folder.read()) == "a file that can be read; No such file or directory");
    std::filesystem::remove_all(folder.file() + ".d");
    std::ofstream(folder.file() + ".d") << "{}";
    CHECK(refusal(folder.read()) == "a directory; another file");
}

TEST_CASE("a file or directory that others could write is refused") {
    const ConfigFolder folder;
    folder.write("{}");
    const auto drop_in = folder.drop_in("10.json", "{}");
    for (const auto& file : {folder.file(), drop_in, folder.file() + ".d"}) {
        struct stat before {};
        REQUIRE(::stat(file.c_str(), &before) == 0);
        for (const mode_t more : {mode_t(S_IWGRP), mode_t(S_IWOTH)}) {
            REQUIRE(::chmod(file.c_str(), (before.st_mode & 07777) | more) == 0);
            const auto files = folder.read();
            REQUIRE(files.problems.size() == 1);
            CHECK(files.problems[0].place == SourcePlace{file, 0});
            CHECK(files.problems[0].problem.expected == "one that only its owner may write (chmod go-w)");
        }
        REQUIRE(::chmod(file.c_str(), before.st_mode & 07777) == 0);
    }
    if (::geteuid() != 0) return;  // only root can give a file away
    REQUIRE(::chown(drop_in.c_str(), 12345, 12345) == 0);
    CHECK(refusal(folder.read()) == "one that root or the configuration's owner owns; user 12345");
    REQUIRE(::chown(folder.file().c_str(), 12345, 12345) == 0);
    CHECK(folder.read().problems.empty());
}

TEST_CASE("all files together may not be larger than one message") {
    const ConfigFolder folder;
    folder.write(std::string(600, ' ') + "{}");
    folder.drop_in("10.json", std::string(300, ' ') + "{}");
    CHECK(folder.read(904).problems.empty());
    const auto files = folder.read(903);
    REQUIRE(files.problems.size() == 1);
    CHECK(files.problems[0].place.file == folder.file() + ".d/10.json");
    CHECK(files.problems[0].problem.code == Errc::too_large);
}
