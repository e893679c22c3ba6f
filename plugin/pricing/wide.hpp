#pragma once

#include "protocol/wide.hpp"

namespace tillpoints::pricing {

/// Larger than any cost that is compared; two of them still add up within 128 bits.
inline constexpr Wide beyond = static_cast<Wide>(1) << 125;

}  // namespace tillpoints::pricing
