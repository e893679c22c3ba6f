#include "adapters/words/words.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "adapters/words/filled.hpp"
#include "plugin/entries/entry_status.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/error.hpp"
#include "tests/unit/words/letters.hpp"

using namespace tillpoints::words;
using namespace tillpoints::words::letters;

namespace {

/// The sources of the library, with string literals that follow each other joined.
std::string library_sources() {
    std::string all;
    for (const auto* folder : {SOURCES "/plugin", SOURCES "/protocol"})
        for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
            if (each.path().extension() != ".cpp") continue;
            std::ostringstream text;
            text << std::ifstream(each.path()).rdbuf();
            const auto source = text.str();
            for (std::size_t at = 0; at < source.size(); ++at) {
                const auto next = source[at] == '"' ? source.find_first_not_of(" \n", at + 1) : source.npos;
                if (next != source.npos && next > at + 1 && source[next] == '"')
                    at = next;
                else
                    all += source[at];
            }
        }
    return all;
}

}  // namespace

TEST_CASE("a placeholder is replaced, wherever a language puts it, and other braces stay") {
    CHECK(filled("{1} of {0}, {1}", {"a", "b"}) == "b of a, b");
    CHECK(filled("{slug} {2}", {"a", "b"}) == "{slug} {2}");
    CHECK(filled("{0}", {"{1}", "b"}) == "{1}");
}

TEST_CASE("every word and phrase of the library is there in Russian and Kazakh, with the same placeholders") {
    for (const auto table : {all_words(), all_phrases(), journal_phrases()})
        for (const auto& each : table) {
            INFO(each.english);
            CHECK_FALSE(each.russian.empty());
            CHECK_FALSE(each.kazakh.empty());
            CHECK(placeholders(each.russian) == placeholders(each.english));
            CHECK(placeholders(each.kazakh) == placeholders(each.english));
            CHECK_FALSE(has_kazakh_letters(each.russian));
        }
}

TEST_CASE("every state, command and reason that the library reports has its word in Russian and Kazakh") {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(tillpoints::EntryState::written_off); ++i)
        names.push_back(name_of(static_cast<tillpoints::EntryState>(i)));
    using tillpoints::Errc;
    for (const auto& [first, last] : {std::pair{Errc::invalid_json, Errc::out_of_order},
                                      {Errc::not_stored, Errc::misuse},
                                      {Errc::bad_request, Errc::cloud_error},
                                      {Errc::unreachable, Errc::not_the_cloud}})
        for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
            names.push_back(name_of(static_cast<Errc>(i)));
    using tillpoints::replay::CommandKind;
    for (int i = 0; i <= static_cast<int>(CommandKind::forget); ++i)
        names.push_back(name_of(static_cast<CommandKind>(i)));
    CHECK(names.size() > 50);
    for (const auto name : names) {
        INFO(name);
        CHECK(has_cyrillic(word(Language::russian, name)));
        CHECK(has_cyrillic(word(Language::kazakh, name)));
        CHECK(word(Language::english, name) == name);
    }
}

TEST_CASE("a phrase of the library is translated with what it names, and an unknown one stays as it is") {
    CHECK(phrase(Language::russian, "a whole number from 100 to 60000") == "целое число от 100 до 60000");
    CHECK(phrase(Language::kazakh, "a whole number from 100 to 60000") ==
          "100 мен 60000 аралығындағы бүтін сан");
    CHECK(phrase(Language::russian, "parked: it is over") == "отложено: уже завершено");
    CHECK(phrase(Language::russian,
                 "no file: restore it from a backup, or give it up with `tillpoints storage "
                 "start-new --by WHO --reason WHY`")
              .starts_with("нет файла: восстановите"));
    CHECK(phrase(Language::russian, "something new") == "something new");
    CHECK(phrase(Language::english, "this field") == "this field");
    CHECK(journal_phrase(Language::russian, "printed discount 1.00, redeemed 2.00") ==
          "напечатана скидка 1.00, списано 2.00");
    CHECK(journal_phrase(Language::russian, "parked: not_found") ==
          "отложено: клиент не найден или код устарел");
    CHECK(journal_phrase(Language::russian, "by Aigul: the owner asked") == "by Aigul: the owner asked");
    CHECK(reason(Language::russian, "not_found") == "клиент не найден или код устарел (not_found)");
    CHECK(reason(Language::russian, "unheard_of") == "unheard_of");
    CHECK(reason(Language::english, "not_found") == "not_found");
}

TEST_CASE("every phrase that is translated is one that the library says") {
    const auto sources = library_sources();
    for (const auto table : {all_phrases(), journal_phrases()})
        for (const auto& each : table) {
            const auto system = each.english.find("Permission denied") != std::string_view::npos ||
                                each.english.find("No such file") != std::string_view::npos;
            if (system) continue;  // strerror says it
            std::string_view rest = each.english;
            while (!rest.empty()) {
                const auto at = std::min(rest.find("{0}"), rest.find("{1}"));
                const auto fixed = rest.substr(0, at);
                INFO(each.english);
                CHECK(sources.find(std::string(fixed)) != std::string::npos);
                rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 3);
            }
        }
}
