#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "adapters/cli/language.hpp"
#include "adapters/cli/text.hpp"

namespace tillpoints::cli {

/// Chooses the language of everything that follows. Called once, before anything is printed.
void speak(Language language);
Language spoken_language();

/// A message in the language spoken.
std::string say(Text key);
/// The same with {0}, {1} replaced by these values.
std::string say(Text key, std::initializer_list<std::string_view> values);

/// A message in one language, as its table has it.
std::string_view message_in(Language language, Text key);

}  // namespace tillpoints::cli
