#include "protocol/loyalty/language.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace tillpoints::loyalty;

TEST_CASE("the language is the one with the largest weight, of equals the one named first") {
    CHECK(language_of("ru") == Language::russian);
    CHECK(language_of("kk") == Language::kazakh);
    CHECK(language_of("en") == Language::english);
    CHECK(language_of("kk, ru") == Language::kazakh);
    CHECK(language_of("ru, kk") == Language::russian);
    CHECK(language_of("en;q=0.5, kk;q=0.8, ru;q=0.7") == Language::kazakh);
    CHECK(language_of("kk;q=0.1,ru;q=0.10,en;q=0.11") == Language::english);
    CHECK(language_of("en;q=0.999, ru") == Language::russian);
    CHECK(language_of("ru;q=0.2, kk;q=0.3, ru;q=0.9") == Language::russian);
}

TEST_CASE("subtags, case and blanks do not matter, and other languages are ignored") {
    CHECK(language_of("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7") == Language::russian);
    CHECK(language_of("KK-Cyrl-KZ") == Language::kazakh);
    CHECK(language_of("ru_RU") == Language::russian);
    CHECK(language_of(" de , fr;q=0.9 ,\tru ; q = 0.3 ") == Language::russian);
    CHECK(language_of("de;q=1.0, kk;Q=0.001") == Language::kazakh);
    CHECK(language_of("ru;level=1;q=0.5, kk;q=0.6") == Language::kazakh);
}

TEST_CASE("a star means every language that is not named, and weight 0 excludes a language") {
    CHECK(language_of("*") == Language::english);
    CHECK(language_of("*;q=0.5, ru;q=0.4") == Language::english);
    CHECK(language_of("*;q=0.5, ru;q=0.6") == Language::russian);
    CHECK(language_of("en;q=0, *") == Language::russian);
    CHECK(language_of("en;q=0, ru;q=0.0, *;q=0.1") == Language::kazakh);
    CHECK(language_of("ru, *;q=1") == Language::russian);
}

TEST_CASE("English is used if no known language is accepted or the header cannot be read") {
    for (const auto* wish :
         {"", ",", ";;;", "de", "ru;q=0", "*;q=0", "q=1", "russian", "r", "\xff\xfe", "ru;q=", "ru;q=2",
          "ru;q=-1", "ru;q=0.1234", "ru;q=1.001", "ru;q=abc", "ru;q=0,5x"}) {
        INFO(wish);
        CHECK(language_of(wish) == Language::english);
    }
    CHECK(language_of("ru;q=oops, kk;q=0.1") == Language::kazakh);
}

TEST_CASE("any bytes give some language") {
    std::mt19937 random(1);
    constexpr std::string_view alphabet = "rukken*-_;q=01.5, \t\x80";
    for (int round = 0; round < 20'000; ++round) {
        std::string wish;
        for (auto left = random() % 30; left > 0; --left) wish += alphabet[random() % alphabet.size()];
        const auto chosen = language_of(wish);
        CHECK(chosen >= Language::english);
        CHECK(chosen <= Language::kazakh);
    }
}
