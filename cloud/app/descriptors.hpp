#pragma once
#include <cstddef>

namespace tillpoints::cloud {

/// Raises the limit of open descriptors as far as this process may, because every terminal is a connection.
/// Returns how many connections that allows.
std::size_t raise_descriptor_limit();

}  // namespace tillpoints::cloud
