#pragma once
#include <vector>

#include "plugin/pricing/rules.hpp"

namespace tillpoints::pricing {

/// The lines by their ids' bytes, then by content: the receipt's own order never decides anything.
std::vector<std::size_t> canonical_order(const Assessed& receipt);

}  // namespace tillpoints::pricing
