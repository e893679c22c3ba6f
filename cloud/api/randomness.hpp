#pragma once
#include <functional>
#include <string>

namespace tillpoints::cloud {

/// Returns 32 random bits with each call.
using Randomness = std::function<std::uint32_t()>;

/// The kernel's, from which no earlier or later number can be computed.
Randomness system_randomness();

std::string random_uuid(const Randomness& randomness);
/// Each of the 10^count texts is equally likely.
std::string random_digits(const Randomness& randomness, int count);
/// `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(const Randomness& randomness, int bytes);

}  // namespace tillpoints::cloud
