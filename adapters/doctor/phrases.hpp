#pragma once
#include <array>
#include <string>
#include <string_view>

#include "adapters/doctor/findings.hpp"

namespace tillpoints::doctor {

enum class Tongue { english, russian, kazakh };

/// What a finding says and what to do about it, with {0}, {1}... for its values.
struct Phrase {
    Code code;
    std::string_view says;
    std::string_view advice;  ///< empty where there is nothing to do
};
using Phrases = std::array<Phrase, code_count>;

const Phrases& english_phrases();
const Phrases& russian_phrases();
const Phrases& kazakh_phrases();

const Phrase& phrase_of(Tongue tongue, Code code);
/// With the finding's values filled in.
std::string says(Tongue tongue, const Finding& finding);
std::string advice(Tongue tongue, const Finding& finding);
/// The area's heading.
std::string heading(Tongue tongue, Area area);
/// "ok", "warning" and so on, for people.
std::string label(Tongue tongue, Severity severity);

consteval bool in_order(const Phrases& phrases) {
    for (int i = 0; i < code_count; ++i)
        if (static_cast<int>(phrases[static_cast<std::size_t>(i)].code) != i ||
            phrases[static_cast<std::size_t>(i)].says.empty())
            return false;
    return true;
}

}  // namespace tillpoints::doctor
