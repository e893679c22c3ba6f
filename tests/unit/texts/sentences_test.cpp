#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "plugin/texts/texts.hpp"

using namespace tillpoints;
using namespace tillpoints::texts;

namespace {

constexpr Language languages[] = {Language::russian, Language::kazakh, Language::english};

std::vector<Errc> every_error() {
    std::vector<Errc> all;
    for (const auto& [first, last] : {std::pair{Errc::invalid_json, Errc::out_of_order},
                                      {Errc::not_stored, Errc::misuse},
                                      {Errc::bad_request, Errc::cloud_error},
                                      {Errc::unreachable, Errc::not_the_cloud}})
        for (int code = static_cast<int>(first); code <= static_cast<int>(last); ++code)
            all.push_back(static_cast<Errc>(code));
    return all;
}

bool has_latin_letters(std::string_view text) {
    // The name of the technology is the same in every language.
    const auto at = text.find("Wi-Fi");
    const std::string others =
        std::string(text.substr(0, at)) + std::string(at == text.npos ? "" : text.substr(at + 5));
    return std::any_of(others.begin(), others.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// A letter that Kazakh has and Russian has not.
bool has_kazakh_letters(std::string_view text) {
    for (const auto* letter : {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "Ә", "Қ", "Ұ"})
        if (text.find(letter) != std::string_view::npos) return true;
    return false;
}

void check_sentence(Language language, const std::string& text) {
    INFO(text);
    CHECK(text.back() == '.');
    CHECK(text.find("{}") == std::string::npos);
    CHECK(character_count(text) <= 100);
    CHECK(has_latin_letters(text) == (language == Language::english));
    CHECK(has_kazakh_letters(text) == (language == Language::kazakh));
}

}  // namespace

TEST_CASE("every error a cashier can meet has one short sentence in each language") {
    for (const auto language : languages)
        for (const auto reason : every_error()) check_sentence(language, refusal(language, reason));
}

TEST_CASE("every other message to the cashier has one short sentence in each language") {
    for (const auto language : languages) {
        check_sentence(language, settling(language));
        check_sentence(language, show_code_again(language));
        check_sentence(language, offline_will_award(language));
        check_sentence(language, unregistered_read_back(language, "+7 *** *** 45 67"));
        check_sentence(language, granted(language, Points(12'345)));
        check_sentence(language, may_redeem_offline_now(language));
        check_sentence(language, offline_redemption(language, Points(12'345)));
    }
}

TEST_CASE("every limit of the shop has a sentence of its own in each language") {
    for (const auto language : languages) {
        std::set<std::string> sentences;
        for (const auto reason : limits::all_reasons) {
            const auto sentence = limit_refusal(language, reason);
            check_sentence(language, sentence);
            sentences.insert(sentence);
        }
        CHECK(sentences.size() == limits::all_reasons.size());
    }
}

TEST_CASE("errors that ask different things of the cashier have different sentences") {
    for (const auto language : languages) {
        std::set<std::string> sentences;
        const std::vector<Errc> reasons{Errc::unreachable,
                                        Errc::timed_out,
                                        Errc::not_found,
                                        Errc::insufficient_funds,
                                        Errc::discount_limit_exceeded,
                                        Errc::purchase_by_phone_disabled,
                                        Errc::participant_blocked,
                                        Errc::unauthorized,
                                        Errc::certificate_rejected,
                                        Errc::switched_off,
                                        Errc::not_stored};
        for (const auto reason : reasons) sentences.insert(refusal(language, reason));
        CHECK(sentences.size() == reasons.size());
    }
}

TEST_CASE("numbers in a sentence are written as people write them") {
    CHECK(granted(Language::english, Points(150'050)) == "Points that can be spent: 1500.50.");
    CHECK(unregistered_read_back(Language::russian, "+7 *** *** 45 67").find("+7 *** *** 45 67") !=
          std::string::npos);
}
