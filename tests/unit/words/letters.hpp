#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

/// What a text of some language is recognised by.
namespace tillpoints::words::letters {

/// "{0}" and "{1}", each as often as it stands there.
inline std::multiset<std::string> placeholders(std::string_view text) {
    std::multiset<std::string> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}')
            found.emplace(text.substr(i, 3));
    return found;
}

inline bool has_cyrillic(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xD0 || byte == 0xD1 || byte == 0xD2 || byte == 0xD3;
    });
}

/// A letter that Kazakh has and Russian has not.
inline bool has_kazakh_letters(std::string_view text) {
    for (const auto* letter :
         {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "Ә", "Ғ", "Қ", "Ө", "Ұ", "Ү", "І"})
        if (text.find(letter) != std::string_view::npos) return true;
    return false;
}

}  // namespace tillpoints::words::letters
