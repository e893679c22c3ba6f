#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints::cloud {

/// How a name that a person typed may be written at the beginning of a customer's: as it was typed, with a
/// large first letter, in small and in large letters; Latin, Cyrillic and Kazakh. Empty for a text of fewer
/// than three letters. Pure.
std::vector<std::string> name_beginnings(std::string_view typed);

}  // namespace tillpoints::cloud
