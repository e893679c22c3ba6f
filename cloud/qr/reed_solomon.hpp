#pragma once
#include <cstdint>
#include <vector>

namespace tillpoints::cloud {

using Codewords = std::vector<std::uint8_t>;

/// The product in GF(256) of QR codes (x^8 + x^4 + x^3 + x^2 + 1).
std::uint8_t field_product(std::uint8_t a, std::uint8_t b);

/// `count` codewords that follow `data` so that half as many wrong ones can be put right.
Codewords error_correction(const Codewords& data, std::size_t count);

}  // namespace tillpoints::cloud
