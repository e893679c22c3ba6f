#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace tillpoints::words {

/// A pattern with its placeholders {0}, {1} replaced by these values.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values);

}  // namespace tillpoints::words
