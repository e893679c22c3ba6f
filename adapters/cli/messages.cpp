#include "adapters/cli/messages.hpp"

#include "adapters/cli/message_table.hpp"
#include "adapters/words/filled.hpp"

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

std::string say(Text key) {
    return std::string(message_in(language_in_use, key));
}

std::string say(Text key, std::initializer_list<std::string_view> values) {
    return words::filled(message_in(language_in_use, key), values);
}

}  // namespace tillpoints::cli
