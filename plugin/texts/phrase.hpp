#pragma once
#include <string>
#include <string_view>

#include "plugin/config/config.hpp"

namespace tillpoints::texts {

/// The same sentence in every language a shop can choose.
struct Phrase {
    std::string_view russian;
    std::string_view kazakh;
    std::string_view english;

    constexpr std::string_view in(Language language) const {
        switch (language) {
            case Language::russian:
                return russian;
            case Language::kazakh:
                return kazakh;
            case Language::english:
                break;
        }
        return english;
    }
};

/// A phrase with its placeholder replaced.
inline std::string filled(std::string_view phrase, std::string_view value) {
    std::string text(phrase);
    return text.replace(text.find("{}"), 2, value);
}

}  // namespace tillpoints::texts
