#pragma once
#include <string>

#include "adapters/cli/table.hpp"

namespace tillpoints::cli {

/// A text without what may be a telephone number or a card's code (a run of 10 or more digits, also grouped
/// by spaces, hyphens and brackets behind a plus sign) and without the key.
std::string masked_text(const std::string& text, const std::string& key);

/// The same for every text of a document. Members that are numbers stay: the library reports no person in
/// one.
Json masked(const Json& document, const std::string& key);

}  // namespace tillpoints::cli
