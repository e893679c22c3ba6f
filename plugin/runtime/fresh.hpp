#pragma once
#include <string>

namespace tillpoints {

/// A random UUID (version 4) from the operating system's generator.
std::string fresh_uuid();

}  // namespace tillpoints
