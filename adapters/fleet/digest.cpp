#include "adapters/fleet/digest.hpp"

#include <openssl/sha.h>

#include <array>

namespace tillpoints::fleet {

std::string hex_of(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string sha256_of(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return hex_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace tillpoints::fleet
