#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/words/language.hpp"

namespace tillpoints::cli {

using words::Language;
using words::language_named;

/// The language of a locale such as "ru_RU.UTF-8". English for every locale that is neither Russian nor
/// Kazakh, and for one whose characters are not UTF-8, because the tool writes nothing else.
Language language_of_locale(std::string_view locale);

/// What `--language` names among the arguments, as it stands there; nothing without it.
std::optional<std::string> language_argument(std::span<const std::string_view> arguments);

/// The value of an environment variable; empty if it is not set.
using Environment = std::function<std::string(const char* name)>;
/// The language of messages by LC_ALL, else LC_MESSAGES, else LANG.
Language language_of_environment(const Environment& environment);

}  // namespace tillpoints::cli
