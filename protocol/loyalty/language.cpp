#include "protocol/loyalty/language.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace tillpoints::loyalty {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Removes the part before `mark`, and the mark, from `text` and returns that part.
std::string_view taken_to(char mark, std::string_view& text) {
    const auto at = std::min(text.find(mark), text.size());
    const auto head = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return trimmed(head);
}

/// "0.8" in thousandths; nothing for anything but a number from 0 to 1 of at most three decimals.
std::optional<int> weight_of(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1')) return {};
    if (text.size() > 1 && text[1] != '.') return {};
    if (text.size() > 5) return {};
    int weight = (text[0] - '0') * 1000;
    int unit = 100;
    for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (digit < '0' || digit > '9') return {};
        weight += (digit - '0') * unit;
        unit /= 10;
    }
    return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

/// The weight among a range's parameters: 1 if it has none.
std::optional<int> weight_among(std::string_view parameters) {
    while (!parameters.empty()) {
        auto parameter = taken_to(';', parameters);
        const auto name = taken_to('=', parameter);
        if (name == "q" || name == "Q") return weight_of(trimmed(parameter));
    }
    return 1000;
}

bool same_letters(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

struct Known {
    Language language;
    std::string_view tag;
    std::optional<int> weight{};
    int named = 0;  ///< its place in the header
};

}  // namespace

Language language_of(std::string_view accept_language) {
    std::array known{Known{Language::english, "en"}, Known{Language::russian, "ru"},
                     Known{Language::kazakh, "kk"}};
    std::optional<int> others;
    constexpr int unnamed = 1 << 20;
    for (int place = 0; !accept_language.empty(); ++place) {
        auto range = taken_to(',', accept_language);
        auto tag = taken_to(';', range);
        const auto weight = weight_among(range);
        if (!weight) continue;
        if (tag == "*") others = std::max(others.value_or(0), *weight);
        tag = tag.substr(0, tag.find_first_of("-_"));
        for (auto& one : known) {
            if (!same_letters(tag, one.tag) || (one.weight && *one.weight >= *weight)) continue;
            one.weight = weight;
            one.named = place;
        }
    }
    const Known* best = nullptr;
    for (auto& one : known) {
        if (!one.weight) {
            one.weight = others.value_or(0);
            one.named = unnamed;
        }
        const bool better =
            !best || *one.weight > *best->weight || (*one.weight == *best->weight && one.named < best->named);
        if (*one.weight > 0 && better) best = &one;
    }
    return best ? best->language : Language::english;
}

}  // namespace tillpoints::loyalty
