#include "adapters/sidecar/pin.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "adapters/sidecar/digest.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::uint64_t cost = 1u << 15;
constexpr std::uint64_t block_size = 8;
constexpr std::uint64_t lanes = 1;
constexpr std::uint64_t most_memory = 64u << 20;
constexpr std::string_view kind = "scrypt-15-8-1";
constexpr std::size_t salt_digits = 32;
constexpr std::size_t hash_digits = 64;

std::string scrypt_hex(std::string_view pin, const std::string& salt) {
    std::array<unsigned char, hash_digits / 2> out{};
    if (EVP_PBE_scrypt(pin.data(), pin.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                       salt.size(), cost, block_size, lanes, most_memory, out.data(), out.size()) != 1)
        throw std::runtime_error("a PIN cannot be hashed: there is no memory for it");
    std::string hex;
    for (const auto byte : out) {
        static constexpr char digits[] = "0123456789abcdef";
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

/// Does every digit differ from the one before by `step`?
bool runs_by(std::string_view pin, int step) {
    for (std::size_t i = 1; i < pin.size(); ++i)
        if (pin[i] - pin[i - 1] != step) return false;
    return true;
}

}  // namespace

bool is_good_pin(std::string_view pin) {
    return pin.size() >= 4 && pin.size() <= 12 &&
           std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           !runs_by(pin, 0) && !runs_by(pin, 1) && !runs_by(pin, -1);
}

std::string hash_pin(std::string_view pin) {
    const auto salt = random_hex(salt_digits / 2);
    return std::string(kind) + "$" + salt + "$" + scrypt_hex(pin, salt);
}

bool pin_matches(const std::string& hash, std::string_view pin) {
    if (hash.size() != kind.size() + salt_digits + hash_digits + 2 || !hash.starts_with(kind)) return false;
    const auto salt = hash.substr(kind.size() + 1, salt_digits);
    return same_secret(hash.substr(hash.size() - hash_digits), scrypt_hex(pin, salt));
}

}  // namespace tillpoints::sidecar
