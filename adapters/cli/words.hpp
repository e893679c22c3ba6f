#pragma once
#include <string>
#include <string_view>

#include "adapters/cli/messages.hpp"
#include "adapters/words/words.hpp"

/// What the library reports in English, in the language spoken.
namespace tillpoints::cli {

inline std::string word(std::string_view english) {
    return words::word(spoken_language(), english);
}
inline std::string reason(std::string_view name) {
    return words::reason(spoken_language(), name);
}
inline std::string phrase(std::string_view english) {
    return words::phrase(spoken_language(), english);
}
inline std::string journal_phrase(std::string_view english) {
    return words::journal_phrase(spoken_language(), english);
}

}  // namespace tillpoints::cli
