#include "adapters/cli/language.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <vector>

using namespace tillpoints::cli;

namespace {

Language by(std::map<std::string, std::string> variables) {
    return language_of_environment([&](const char* name) { return variables[name]; });
}

std::optional<std::string> argument(std::vector<std::string_view> arguments) {
    return language_argument(arguments);
}

}  // namespace

TEST_CASE("the language of a locale is Russian, Kazakh, or else English") {
    CHECK(language_of_locale("ru_RU.UTF-8") == Language::russian);
    CHECK(language_of_locale("ru") == Language::russian);
    CHECK(language_of_locale("kk_KZ.utf8") == Language::kazakh);
    CHECK(language_of_locale("kk_KZ.UTF-8@cyrillic") == Language::kazakh);
    for (const auto* other : {"", "C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "en_GB.UTF-8", "run", "rus_RU"})
        CHECK(language_of_locale(other) == Language::english);
}

TEST_CASE("a locale whose characters are not UTF-8 is answered in English") {
    CHECK(language_of_locale("ru_RU.KOI8-R") == Language::english);
    CHECK(language_of_locale("kk_KZ.PT154") == Language::english);
}

TEST_CASE("LC_ALL counts before LC_MESSAGES, and that before LANG; an empty variable does not count") {
    CHECK(by({}) == Language::english);
    CHECK(by({{"LANG", "ru_RU.UTF-8"}}) == Language::russian);
    CHECK(by({{"LC_MESSAGES", "kk_KZ.UTF-8"}, {"LANG", "ru_RU.UTF-8"}}) == Language::kazakh);
    CHECK(by({{"LC_ALL", "C"}, {"LC_MESSAGES", "kk_KZ.UTF-8"}}) == Language::english);
    CHECK(by({{"LC_ALL", ""}, {"LANG", "kk_KZ.UTF-8"}}) == Language::kazakh);
}

TEST_CASE("the argument --language is found wherever it stands") {
    CHECK_FALSE(argument({"tillpoints", "status"}));
    CHECK_FALSE(argument({"tillpoints", "--language"}));
    CHECK(argument({"tillpoints", "--language", "ru", "status"}) == "ru");
    CHECK(argument({"tillpoints", "status", "--json", "--language=kk"}) == "kk");
    CHECK(language_named("kk") == Language::kazakh);
    CHECK_FALSE(language_named("de"));
}
