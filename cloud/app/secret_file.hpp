#pragma once
#include <string>

#include "cloud/api/randomness.hpp"

namespace tillpoints::cloud {

/// The first line of the file; a new random secret, written with mode 0600, if there is no file. Throws
/// std::runtime_error.
std::string ensure_secret(const std::string& path, const Randomness& randomness);

/// Replaces the file in one step, so that no reader sees half of it. Throws std::runtime_error.
void write_atomically(const std::string& path, const std::string& text);

}  // namespace tillpoints::cloud
