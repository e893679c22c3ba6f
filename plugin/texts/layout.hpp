#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Fitting UTF-8 text to a receipt's width, counted in characters. Pure.
namespace tillpoints::texts {

/// The first `count` characters.
std::string_view first_characters(std::string_view text, int count);

/// Breaks a text at its spaces into lines of at most `width` characters; a word too long is cut.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace tillpoints::texts
