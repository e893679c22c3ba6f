#include "cloud/keys/base64.hpp"

#include <cstdint>

namespace tillpoints::cloud {
namespace {

constexpr std::string_view url_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Six bits, or 64 for a letter of neither alphabet.
std::uint32_t sextet(char letter) {
    if (letter == '+') letter = '-';
    if (letter == '/') letter = '_';
    const auto at = url_letters.find(letter);
    return at == std::string_view::npos ? 64 : static_cast<std::uint32_t>(at);
}

}  // namespace

std::string base64url_of(std::string_view bytes) {
    std::string out;
    std::uint32_t kept = 0;
    int bits = 0;
    for (const char each : bytes) {
        kept = kept << 8 | static_cast<unsigned char>(each);
        for (bits += 8; bits >= 6; bits -= 6) out += url_letters[kept >> (bits - 6) & 63];
    }
    if (bits > 0) out += url_letters[kept << (6 - bits) & 63];
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
    if (text.size() % 4 == 1) return {};
    std::string out;
    std::uint32_t kept = 0;
    int bits = 0;
    for (const char letter : text) {
        const auto value = sextet(letter);
        if (value > 63) return {};
        kept = kept << 6 | value;
        if ((bits += 6) < 8) continue;
        bits -= 8;
        out += static_cast<char>(kept >> bits & 255);
    }
    // What is left over must be nothing, so that one value has one text.
    if ((kept & ((1u << bits) - 1)) != 0) return {};
    return out;
}

}  // namespace tillpoints::cloud
