#pragma once
#include <cstddef>

namespace tillpoints::cloud {

/// To the most this process may have: every till is a connection. Answers how many connections that leaves.
std::size_t raise_descriptor_limit();

}  // namespace tillpoints::cloud
