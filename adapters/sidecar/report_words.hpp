#pragma once
#include "adapters/sidecar/settings.hpp"
#include "adapters/words/language.hpp"

namespace tillpoints::sidecar {

/// A report of the library, which is in English, for a person who reads `language`. Each outbox entry and
/// each line of a journal gets a member `words` with its texts; why a command would be refused and what is
/// wrong with a receipt are replaced.
Json with_words(Json report, words::Language language);

}  // namespace tillpoints::sidecar
