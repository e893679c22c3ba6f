#pragma once
#include <span>
#include <string>
#include <string_view>

#include "adapters/words/language.hpp"

/// What the library reports in English, in a person's language. What no table knows stays as it is.
namespace tillpoints::words {

struct Word {
    std::string_view english;
    std::string_view russian;
    std::string_view kazakh;
};

std::span<const Word> all_words();
std::span<const Word> all_phrases();
std::span<const Word> journal_phrases();

/// A state, a kind, the name of a reason or of a member of a report.
std::string word(Language language, std::string_view english);
/// The name of a reason with its meaning; the name itself is what a person searches for.
std::string reason(Language language, std::string_view name);
/// What was expected or found.
std::string phrase(Language language, std::string_view english);
/// What happened to an entry, and why it is parked.
std::string journal_phrase(Language language, std::string_view english);

}  // namespace tillpoints::words
