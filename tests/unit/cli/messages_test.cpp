#include "adapters/cli/messages.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "adapters/cli/words.hpp"
#include "plugin/entries/entry_status.hpp"
#include "plugin/replay/command.hpp"
#include "protocol/error.hpp"

using namespace tillpoints::cli;

namespace {

std::vector<Text> every_text() {
    std::vector<Text> all;
    for (int i = 0; i < text_count; ++i) all.push_back(static_cast<Text>(i));
    return all;
}

/// "{0}" and "{1}", each as often as it stands there.
std::multiset<std::string> placeholders(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}')
            found.emplace(text.substr(i, 3));
    return found;
}

bool has_cyrillic(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xD0 || byte == 0xD1 || byte == 0xD2 || byte == 0xD3;
    });
}

/// A letter that Kazakh has and Russian has not.
bool has_kazakh_letters(std::string_view text) {
    for (const auto* letter :
         {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "Ә", "Ғ", "Қ", "Ө", "Ұ", "Ү", "І"})
        if (text.find(letter) != std::string_view::npos) return true;
    return false;
}

std::string word_in(Language language, std::string_view english) {
    speak(language);
    auto said = word(english);
    speak(Language::english);
    return said;
}

std::string phrase_in(Language language, std::string_view english) {
    speak(language);
    auto said = phrase(english);
    speak(Language::english);
    return said;
}

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
    for (int i = 0; i <= static_cast<int>(CommandKind::receipt_cancelled); ++i)
        names.push_back(name_of(static_cast<CommandKind>(i)));
    CHECK(names.size() > 50);
    for (const auto name : names) {
        INFO(name);
        CHECK(has_cyrillic(word_in(Language::russian, name)));
        CHECK(has_cyrillic(word_in(Language::kazakh, name)));
        CHECK(word_in(Language::english, name) == name);
    }
}

TEST_CASE("a phrase of the library is translated with what it names, and an unknown one stays as it is") {
    CHECK(phrase_in(Language::russian, "a whole number from 100 to 60000") == "целое число от 100 до 60000");
    CHECK(phrase_in(Language::kazakh, "a whole number from 100 to 60000") ==
          "100 мен 60000 аралығындағы бүтін сан");
    CHECK(phrase_in(Language::russian, "parked: it is over") == "отложено: уже завершено");
    CHECK(phrase_in(Language::russian,
                    "no file: restore it from a backup, or give it up with `tillpoints storage "
                    "start-new --by WHO --reason WHY`")
              .starts_with("нет файла: восстановите"));
    CHECK(phrase_in(Language::russian, "something new") == "something new");
    CHECK(phrase_in(Language::english, "this field") == "this field");
    speak(Language::russian);
    CHECK(journal_phrase("printed discount 1.00, redeemed 2.00") == "напечатана скидка 1.00, списано 2.00");
    CHECK(journal_phrase("parked: not_found") == "отложено: клиент не найден или код устарел");
    CHECK(journal_phrase("by Aigul: the owner asked") == "by Aigul: the owner asked");
    CHECK(reason("not_found") == "клиент не найден или код устарел (not_found)");
    CHECK(reason("unheard_of") == "unheard_of");
    speak(Language::english);
    CHECK(reason("not_found") == "not_found");
}

TEST_CASE("every phrase that the tool translates is one that the library says") {
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
