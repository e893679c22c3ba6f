#include "cloud/qr/reed_solomon.hpp"

namespace tillpoints::cloud {
namespace {

/// (x - 1)(x - 2)(x - 4)... without its leading 1, the highest power first.
Codewords divisor_of(std::size_t degree) {
    Codewords divisor(degree, 0);
    divisor.back() = 1;
    std::uint8_t root = 1;
    for (std::size_t i = 0; i < degree; ++i) {
        for (std::size_t j = 0; j < degree; ++j) {
            divisor[j] = field_product(divisor[j], root);
            if (j + 1 < degree) divisor[j] ^= divisor[j + 1];
        }
        root = field_product(root, 2);
    }
    return divisor;
}

}  // namespace

std::uint8_t field_product(std::uint8_t a, std::uint8_t b) {
    unsigned product = 0;
    for (int bit = 7; bit >= 0; --bit) {
        product = (product << 1) ^ ((product >> 7) * 0x11Du);
        if (b >> bit & 1) product ^= a;
    }
    return static_cast<std::uint8_t>(product);
}

Codewords error_correction(const Codewords& data, std::size_t count) {
    const auto divisor = divisor_of(count);
    Codewords rest(count, 0);
    for (const auto byte : data) {
        const auto factor = static_cast<std::uint8_t>(byte ^ rest.front());
        rest.erase(rest.begin());
        rest.push_back(0);
        for (std::size_t i = 0; i < count; ++i) rest[i] ^= field_product(divisor[i], factor);
    }
    return rest;
}

}  // namespace tillpoints::cloud
