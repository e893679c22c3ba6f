#pragma once
#include <string_view>

/// What may be a PIN. Pure.
namespace tillpoints::cloud {

/// Four to six digits.
bool is_pin(std::string_view text);

/// One that is tried first: a digit or a few again and again (0000, 1212), or digits in a row (1234, 9876).
bool is_easy_pin(std::string_view pin);

}  // namespace tillpoints::cloud
