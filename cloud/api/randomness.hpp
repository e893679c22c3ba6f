#pragma once
#include <functional>
#include <string>

namespace tillpoints::cloud {

/// Returns 32 random bits with each call.
using Randomness = std::function<std::uint32_t()>;

/// The operating system's.
Randomness system_randomness();

std::string random_uuid(const Randomness& randomness);
std::string random_digits(const Randomness& randomness, int count);
/// `bytes` random bytes as lower-case hexadecimal.
std::string random_hex(const Randomness& randomness, int bytes);

}  // namespace tillpoints::cloud
