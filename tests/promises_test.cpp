#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// tests/README.md says which title proves what: every title it names is a test's.
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

/// String literals that follow each other are one, as the compiler has them.
std::string joined(const std::string& source) {
    std::string out;
    for (std::size_t at = 0; at < source.size(); ++at) {
        const auto next = source[at] == '"' ? source.find_first_not_of(" \n", at + 1) : std::string::npos;
        if (next != std::string::npos && next > at + 1 && source[next] == '"')
            at = next;
        else
            out += source[at];
    }
    return out;
}

std::string all_tests() {
    std::string all;
    const fs::path tests(TESTS_FOLDER);
    for (const auto& folder :
         {tests, tests.parent_path() / "web/browser", tests.parent_path() / "web/ui/test"})
        for (const auto& each : fs::recursive_directory_iterator(folder))
            if (const auto kind = each.path().extension();
                kind == ".cpp" || kind == ".java" || kind == ".mjs")
                all += joined(text_of(each.path()));
    return all;
}

std::vector<std::string> parts(const std::string& text, const std::string& between) {
    std::vector<std::string> out;
    std::size_t from = 0;
    for (auto to = text.find(between); to != std::string::npos; to = text.find(between, from)) {
        out.push_back(text.substr(from, to - from));
        from = to + between.size();
    }
    out.push_back(text.substr(from));
    return out;
}

/// Of a table's row, the cell under the heading that begins with "title".
std::vector<std::string> titles_in(const std::string& readme) {
    std::vector<std::string> titles;
    std::size_t column = 0;
    for (const auto& line : parts(readme, "\n")) {
        if (!line.starts_with("| ")) continue;
        const auto cells = parts(line, " | ");
        std::size_t heading = 0;
        for (std::size_t i = 1; i < cells.size(); ++i)
            if (cells[i].starts_with("title")) heading = i;
        if (heading != 0)
            column = heading;
        else if (column < cells.size())
            for (auto title : parts(cells[column], " · "))
                titles.push_back(title.substr(0, title.find(" |")));
    }
    return titles;
}

}  // namespace

TEST_CASE("every title that tests/README.md names is the title of a test") {
    const auto titles = titles_in(text_of(fs::path(TESTS_FOLDER) / "README.md"));
    const auto tests = all_tests();
    CHECK(titles.size() > 60);
    for (const auto& title : titles) {
        INFO(title);
        CHECK(tests.find(title + "\"") != std::string::npos);
    }
}

TEST_CASE("each of the twelve rules is stated in titles that begin with its number") {
    const auto tests = all_tests();
    for (int rule = 1; rule <= 12; ++rule) {
        INFO(rule);
        CHECK(tests.find("(\"rule " + std::to_string(rule) + ": ") != std::string::npos);
    }
}
