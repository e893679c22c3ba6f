#pragma once
#include <string>

namespace tillpoints {

/// A random UUID (version 4). Throws if the machine has no randomness to give. [any thread]
std::string fresh_uuid();

}  // namespace tillpoints
