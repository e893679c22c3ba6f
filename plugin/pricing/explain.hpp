#pragma once
#include "plugin/pricing/allocate.hpp"

namespace tillpoints::pricing {

/// What was decided about one position, as the explanation needs it.
struct Decision {
    Money share;  ///< proportional target, half up
    Money cut;
    bool at_least = false;  ///< the price cannot go lower
    bool split = false;
};

Explanation explain(const Assessed::Line& line, const Decision& decision);

}  // namespace tillpoints::pricing
