#pragma once
#include <span>
#include <string>
#include <string_view>

/// What the library reports in English, in the language spoken. What no table knows stays as it is.
namespace tillpoints::cli {

struct Word {
    std::string_view english;
    std::string_view russian;
    std::string_view kazakh;
};

std::span<const Word> all_words();
std::span<const Word> all_phrases();
std::span<const Word> journal_phrases();

/// A state, a kind, the name of a reason or of a member of a report.
std::string word(std::string_view english);
/// The name of a reason with its meaning; the name itself is what a person searches for.
std::string reason(std::string_view name);
/// What was expected or found.
std::string phrase(std::string_view english);
/// What happened to an entry, and why it is parked.
std::string journal_phrase(std::string_view english);

}  // namespace tillpoints::cli
