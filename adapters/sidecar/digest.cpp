#include "adapters/sidecar/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cctype>
#include <stdexcept>
#include <vector>

namespace tillpoints::sidecar {
namespace {

/// 32 letters and digits without I, L, O and U.
constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_length = 8;

std::string hex(const unsigned char* bytes, std::size_t count) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        out += digits[bytes[i] >> 4];
        out += digits[bytes[i] & 15];
    }
    return out;
}

std::vector<unsigned char> random_bytes(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) throw std::runtime_error("no randomness");
    return bytes;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("no SHA-256");
    return hex(digest.data(), size);
}

bool same_secret(std::string_view expected, std::string_view given) {
    return expected.size() == given.size() &&
           CRYPTO_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

std::string random_hex(std::size_t bytes) {
    const auto random = random_bytes(bytes);
    return hex(random.data(), random.size());
}

std::string random_code() {
    std::string code;
    for (const auto byte : random_bytes(code_length)) code += code_letters[byte % code_letters.size()];
    return code.insert(code_length / 2, "-");
}

std::string normal_code(std::string_view typed) {
    std::string code;
    for (const char c : typed)
        if (c != '-' && c != ' ') code += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (code.size() == code_length) code.insert(code_length / 2, "-");
    return code;
}

}  // namespace tillpoints::sidecar
