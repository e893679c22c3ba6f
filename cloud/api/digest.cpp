#include "cloud/api/digest.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace tillpoints::cloud {
namespace {

struct Digest {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
};

std::string hex_of(const Digest& digest) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < digest.size; ++i) {
        out += digits[digest.bytes[i] >> 4];
        out += digits[digest.bytes[i] & 15];
    }
    return out;
}

std::string digest_hex(std::string_view text, const EVP_MD* function) {
    Digest digest;
    if (EVP_Digest(text.data(), text.size(), digest.bytes, &digest.size, function, nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot make a digest here");
    return hex_of(digest);
}

}  // namespace

std::string sha256_hex(std::string_view text) {
    return digest_hex(text, EVP_sha256());
}

std::string keyed_sha256_hex(std::string_view key, std::string_view text) {
    Digest digest;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), digest.bytes,
              &digest.size))
        throw std::runtime_error("OpenSSL cannot make an HMAC here");
    return hex_of(digest);
}

std::string md5_hex(std::string_view text) {
    return digest_hex(text, EVP_md5());
}

}  // namespace tillpoints::cloud
