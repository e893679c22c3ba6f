#pragma once
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace tillpoints::test {

/// The words between backquotes in a text, those in brackets apart: they explain.
inline std::set<std::string> quoted_words(const std::string& text) {
    std::set<std::string> words;
    int depth = 0;
    std::size_t begin = std::string::npos;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (begin == std::string::npos && text[at] == '(') ++depth;
        if (begin == std::string::npos && text[at] == ')') --depth;
        if (text[at] != '`') continue;
        if (begin == std::string::npos) {
            begin = at + 1;
        } else {
            if (depth == 0) words.insert(text.substr(begin, at - begin));
            begin = std::string::npos;
        }
    }
    return words;
}

/// The tables of a document.
class DocumentedTables {
  public:
    explicit DocumentedTables(std::string file) : file_(std::move(file)) {}

    /// What the first cells of the table under a heading name.
    std::set<std::string> names(const std::string& heading) const {
        std::set<std::string> names;
        for (const auto& row : rows(heading)) names.merge(quoted_words(row.substr(0, row.find(" | ", 2))));
        return names;
    }

    /// What the table of allowed values names for a field, by how its row begins.
    std::set<std::string> values(const std::string& field) const {
        for (const auto& row : rows("## Allowed values"))
            if (row.starts_with("| " + field)) return quoted_words(row.substr(row.find(" | ", 2)));
        FAIL("there is no row for " + field);
        return {};
    }

  private:
    /// Without the table's head.
    std::vector<std::string> rows(const std::string& heading) const {
        std::ifstream file(file_);
        REQUIRE(file.good());
        std::vector<std::string> rows;
        bool here = false;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("#")) here = line == heading;
            if (here && line.starts_with("| ")) rows.push_back(line);
        }
        REQUIRE(rows.size() > 1);
        rows.erase(rows.begin());
        return rows;
    }

    std::string file_;
};

}  // namespace tillpoints::test
