#pragma once
#include <map>
#include <string>

#include "protocol/reader.hpp"

namespace tillpoints::cloud {

inline constexpr std::size_t longest_message = 1'000;

/// The `texts` of a call, by language; the message stands for languages that have none.
std::map<std::string, std::string> message_texts_in(Reader& in);

}  // namespace tillpoints::cloud
