#include "adapters/doctor/phrases.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace tillpoints::doctor;

namespace {

std::multiset<char> places(std::string_view text) {
    std::multiset<char> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') found.insert(text[i + 1]);
    return found;
}

}  // namespace

TEST_CASE("every finding says the same values and has advice or none in all three languages") {
    for (int i = 0; i < code_count; ++i) {
        const auto code = static_cast<Code>(i);
        INFO(name_of(code));
        const auto& english = phrase_of(Tongue::english, code);
        for (const auto tongue : {Tongue::russian, Tongue::kazakh}) {
            const auto& other = phrase_of(tongue, code);
            CHECK(places(other.says) == places(english.says));
            CHECK(places(other.advice) == places(english.advice));
            CHECK(other.advice.empty() == english.advice.empty());
        }
    }
}

TEST_CASE("a value that looks like a place is not filled in again") {
    const Finding finding{Area::key, Severity::error, Code::key_open_to_others, {"/a{1}", "0644"}};
    CHECK(says(Tongue::english, finding).starts_with("/a{1} has mode 0644"));
    CHECK(says(Tongue::english, {Area::key, Severity::error, Code::key_refused, {}}).find("{0}") !=
          std::string::npos);
}
