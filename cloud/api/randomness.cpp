#include "cloud/api/randomness.hpp"

#include <memory>
#include <random>

namespace tillpoints::cloud {

Randomness system_randomness() {
    auto device = std::make_shared<std::random_device>();
    return [device] { return static_cast<std::uint32_t>((*device)()); };
}

std::string random_hex(const Randomness& randomness, int bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        const auto byte = randomness() & 0xFF;
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string random_uuid(const Randomness& randomness) {
    std::string text = random_hex(randomness, 16);
    text[12] = '4';
    text[16] = "89ab"[randomness() & 3];
    for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
    return text;
}

std::string random_digits(const Randomness& randomness, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + randomness() % 10);
    return text;
}

}  // namespace tillpoints::cloud
