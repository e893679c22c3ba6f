#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "protocol/reader.hpp"

/// The protocol's words (words.hpp) back to the values of their enumerations.
namespace tillpoints::loyalty {

constexpr std::int64_t max_id = std::numeric_limits<std::int64_t>::max();  ///< of any id of the protocol

template <class T, std::size_t Size>
std::optional<T> maybe_word(Reader& in, std::string_view key, const std::string_view (&words)[Size]) {
    const auto word = in.maybe_text(key, 64);
    if (!word) return {};
    for (std::size_t i = 0; i < Size; ++i)
        if (words[i] == *word) return static_cast<T>(i);
    in.fail(key, Errc::invalid_value, "a word of the protocol");
    return {};
}

template <class T, std::size_t Size>
T word(Reader& in, std::string_view key, const std::string_view (&words)[Size]) {
    if (!in.has(key)) in.fail(key, Errc::missing_field, "a word of the protocol");
    return maybe_word<T>(in, key, words).value_or(T());
}

}  // namespace tillpoints::loyalty
