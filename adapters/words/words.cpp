#include "adapters/words/words.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "adapters/words/filled.hpp"

namespace tillpoints::words {
namespace {

std::string_view translation(Language language, const Word& word) {
    return language == Language::russian  ? word.russian
           : language == Language::kazakh ? word.kazakh
                                          : word.english;
}

/// The texts in the places of {0} and {1}, if `text` fits the pattern. Placeholders stand there in order.
std::optional<std::vector<std::string_view>> captured(std::string_view pattern, std::string_view text) {
    std::vector<std::string_view> out;
    for (;;) {
        const std::string placeholder = "{" + std::to_string(out.size()) + "}";
        const auto at = pattern.find(placeholder);
        if (at == std::string_view::npos) return pattern == text ? std::optional(out) : std::nullopt;
        if (text.substr(0, at) != pattern.substr(0, at)) return {};
        text.remove_prefix(at);
        pattern.remove_prefix(at + placeholder.size());
        const std::string next = "{" + std::to_string(out.size() + 1) + "}";
        const auto fixed = pattern.substr(0, pattern.find(next));
        const bool last = fixed.size() == pattern.size();
        const auto end = fixed.empty() ? text.size() : last ? text.rfind(fixed) : text.find(fixed);
        if (end == std::string_view::npos) return {};
        out.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

/// By the first pattern that fits; what stands at its placeholders is translated too.
std::string translated(Language language, std::span<const Word> phrases, std::string_view english) {
    if (language == Language::english) return std::string(english);
    for (const auto& each : phrases) {
        const auto values = captured(each.english, english);
        if (!values) continue;
        std::vector<std::string> said;
        for (const auto value : *values) said.push_back(translated(language, phrases, value));
        said.resize(2);
        return filled(translation(language, each), {said[0], said[1]});
    }
    return word(language, english);
}

}  // namespace

std::string word(Language language, std::string_view english) {
    if (language == Language::english) return std::string(english);
    const auto words = all_words();
    const auto at =
        std::find_if(words.begin(), words.end(), [&](const Word& each) { return each.english == english; });
    return std::string(at == words.end() ? english : translation(language, *at));
}

std::string reason(Language language, std::string_view name) {
    auto meaning = word(language, name);
    if (meaning != name) meaning += " (" + std::string(name) + ")";
    return meaning;
}

std::string phrase(Language language, std::string_view english) {
    return translated(language, all_phrases(), english);
}

std::string journal_phrase(Language language, std::string_view english) {
    return translated(language, journal_phrases(), english);
}

}  // namespace tillpoints::words
