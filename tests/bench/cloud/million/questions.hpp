#pragma once
#include <string>
#include <vector>

namespace tillpoints::cloud::test {

/// What a page asks for first.
struct PageQuestion {
    std::string who;  ///< a role of the console, "card" (the customer who bought most), "office" or "till"
    std::string method;
    std::string path;
    std::string body{};
    std::string note{};  ///< what is special about it

    std::string name() const { return method + " " + path + (note.empty() ? "" : " (" + note + ")"); }
};

/// The first answers of all pages of the console and the card, of the lists of the back office and of
/// terminals. `month` is one of the books, `programme` the settings as the console sends them.
std::vector<PageQuestion> page_questions(const std::string& month, const std::string& programme);

}  // namespace tillpoints::cloud::test
