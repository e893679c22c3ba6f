#include "adapters/words/language.hpp"

namespace tillpoints::words {

std::optional<Language> language_named(std::string_view name) {
    if (name == "en") return Language::english;
    if (name == "ru") return Language::russian;
    if (name == "kk") return Language::kazakh;
    return {};
}

}  // namespace tillpoints::words
