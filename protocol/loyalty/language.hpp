#pragma once
#include <string_view>

namespace tillpoints::loyalty {

/// What `message` can be written in.
enum class Language { english, russian, kazakh };

/// The language of an Accept-Language header that its sender likes best, by weights; of equals the one named
/// first. Subtags are not looked at ("ru-RU" is Russian), `*` stands for whatever is not named, and what
/// cannot be read counts for nothing. English where none of the three is wanted.
Language language_of(std::string_view accept_language);

/// The same sentence in each.
struct Phrase {
    std::string_view english;
    std::string_view russian;
    std::string_view kazakh;
    constexpr std::string_view in(Language language) const {
        if (language == Language::russian) return russian;
        return language == Language::kazakh ? kazakh : english;
    }
};

}  // namespace tillpoints::loyalty
