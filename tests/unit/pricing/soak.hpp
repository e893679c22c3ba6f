#pragma once
#include <cstdlib>
#include <string_view>

namespace tillpoints::pricing::test {

/// How many times longer than in CI a seeded loop runs: ten with TILLPOINTS_SOAK=1 in the environment.
inline int soak_factor() {
    const char* soak = std::getenv("TILLPOINTS_SOAK");
    return soak && std::string_view(soak) == "1" ? 10 : 1;
}

}  // namespace tillpoints::pricing::test
