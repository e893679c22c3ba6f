#include "adapters/cli/messages.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <vector>

#include "tests/unit/words/letters.hpp"

using namespace tillpoints::cli;
using namespace tillpoints::words::letters;

namespace {

std::vector<Text> every_text() {
    std::vector<Text> all;
    for (int i = 0; i < text_count; ++i) all.push_back(static_cast<Text>(i));
    return all;
}

}  // namespace

TEST_CASE("every message of the tool has the same placeholders in all three languages") {
    for (const auto text : every_text()) {
        const auto english = message_in(Language::english, text);
        INFO(english);
        CHECK(placeholders(message_in(Language::russian, text)) == placeholders(english));
        CHECK(placeholders(message_in(Language::kazakh, text)) == placeholders(english));
    }
}

TEST_CASE("every message of the tool is written in its language") {
    for (const auto text : every_text()) {
        INFO(message_in(Language::english, text));
        CHECK_FALSE(has_cyrillic(message_in(Language::english, text)));
        CHECK(has_cyrillic(message_in(Language::russian, text)));
        CHECK_FALSE(has_kazakh_letters(message_in(Language::russian, text)));
        CHECK(has_cyrillic(message_in(Language::kazakh, text)));
    }
}

TEST_CASE("commands and options are named alike in the help of every language") {
    const auto names = [](std::string_view text) {
        std::multiset<std::string> found;
        for (std::size_t at = 0; (at = text.find("--", at)) != text.npos;) {
            const auto end = std::min(text.find_first_not_of("-abcdefghijklmnopqrstuvwxyz", at), text.size());
            found.emplace(text.substr(at, end - at));
            at = end;
        }
        return found;
    };
    for (const auto text : every_text()) {
        INFO(message_in(Language::english, text));
        CHECK(names(message_in(Language::russian, text)) == names(message_in(Language::english, text)));
        CHECK(names(message_in(Language::kazakh, text)) == names(message_in(Language::english, text)));
    }
}
