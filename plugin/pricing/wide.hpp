#pragma once

namespace tillpoints::pricing {

/// Products of two amounts do not fit int64: a total of 10^15 times a sum of 10^15 is 10^30.
__extension__ using Wide = __int128;

/// Larger than any cost that is compared; two of them still add up within 128 bits.
inline constexpr Wide beyond = static_cast<Wide>(1) << 125;

}  // namespace tillpoints::pricing
