#pragma once
#include "protocol/loyalty/language.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::cloud {

/// The text for people of an errorCode; nothing for one that this cloud never gives.
const loyalty::Phrase* text_of(std::string_view error_code);

/// The same refusal with its message in this language. `errors`, and the detail of an internal error, stay in
/// English.
loyalty::Refusal in_language(loyalty::Refusal refusal, loyalty::Language language);

}  // namespace tillpoints::cloud
