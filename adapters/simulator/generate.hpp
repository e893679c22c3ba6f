#pragma once
#include <cstdint>
#include <string>

namespace tillpoints::simulator {

/// One receipt of an electronics shop as a line of the input form: phones and cameras, accessories, services,
/// bundles and promotional goods (not payable with points), gift cards (outside loyalty). The same seed and
/// number give the same line for ever.
std::string generate_receipt(std::uint64_t seed, std::uint64_t number);

}  // namespace tillpoints::simulator
