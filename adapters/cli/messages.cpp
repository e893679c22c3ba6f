#include "adapters/cli/messages.hpp"

#include "adapters/cli/message_table.hpp"

namespace tillpoints::cli {
namespace {

Language language_in_use = Language::english;

}  // namespace

void speak(Language language) {
    language_in_use = language;
}

Language spoken_language() {
    return language_in_use;
}

std::string_view message_in(Language language, Text key) {
    const MessageTable& table = language == Language::russian  ? table_of_russian()
                                : language == Language::kazakh ? table_of_kazakh()
                                                               : table_of_english();
    return table[static_cast<std::size_t>(key)].text;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                                 pattern[i + 1] >= '0' &&
                                 pattern[i + 1] < '0' + static_cast<int>(values.size());
        if (!placeholder) {
            out += pattern[i];
            continue;
        }
        out += values.begin()[pattern[i + 1] - '0'];
        i += 2;
    }
    return out;
}

std::string say(Text key) {
    return std::string(message_in(language_in_use, key));
}

std::string say(Text key, std::initializer_list<std::string_view> values) {
    return filled(message_in(language_in_use, key), values);
}

}  // namespace tillpoints::cli
