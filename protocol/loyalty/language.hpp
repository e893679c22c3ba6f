#pragma once
#include <string_view>

namespace tillpoints::loyalty {

/// The languages of error messages.
enum class Language { english, russian, kazakh };

/// The language with the highest weight in an Accept-Language header; of equal weights the one named first.
/// Subtags are ignored ("ru-RU" is Russian), `*` means every language that is not named, and unreadable parts
/// are skipped. English if none of the three languages is accepted.
Language language_of(std::string_view accept_language);

/// One sentence in each language.
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
