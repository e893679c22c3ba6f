#pragma once
#include <optional>
#include <string_view>

namespace tillpoints::words {

/// The languages that operators and technicians are spoken to in.
enum class Language { english, russian, kazakh };

/// "en", "ru" or "kk".
std::optional<Language> language_named(std::string_view name);

}  // namespace tillpoints::words
