#pragma once
#include "protocol/loyalty/language.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::cloud {

/// What an errorCode of this cloud tells a person; nothing for one it never gives.
const loyalty::Phrase* text_of(std::string_view error_code);

/// The same refusal with its message in this language. What tells a field apart (`errors`) and what an
/// internal error was stay as they are, in English.
loyalty::Refusal in_language(loyalty::Refusal refusal, loyalty::Language language);

}  // namespace tillpoints::cloud
