#include "adapters/cli/language.hpp"

namespace tillpoints::cli {
namespace {

/// "UTF-8", "utf8" and the like.
bool is_utf8(std::string_view charset) {
    std::string letters;
    for (const char c : charset)
        if (c != '-') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return letters == "utf8";
}

}  // namespace

Language language_of_locale(std::string_view locale) {
    const auto name = locale.substr(0, locale.find_first_of("_.@-"));
    const auto dot = locale.find('.');
    if (dot != std::string_view::npos) {
        const auto charset = locale.substr(dot + 1);
        if (!is_utf8(charset.substr(0, charset.find('@')))) return Language::english;
    }
    return language_named(name).value_or(Language::english);
}

std::optional<std::string> language_argument(std::span<const std::string_view> arguments) {
    constexpr std::string_view name = "--language";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == name && i + 1 < arguments.size()) return std::string(arguments[i + 1]);
        if (arguments[i].starts_with("--language=")) return std::string(arguments[i].substr(name.size() + 1));
    }
    return {};
}

Language language_of_environment(const Environment& environment) {
    for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const auto locale = environment(name); !locale.empty()) return language_of_locale(locale);
    return Language::english;
}

}  // namespace tillpoints::cli
