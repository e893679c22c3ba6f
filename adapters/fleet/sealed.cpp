#include "adapters/fleet/sealed.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "adapters/fleet/bytes.hpp"

namespace tillpoints::fleet {
namespace {

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using SealKey = std::array<unsigned char, 32>;

constexpr std::size_t salt_size = 16;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
// 32 MiB and about 100 ms on a small terminal, for each guess.
constexpr std::uint64_t scrypt_n = 1 << 15, scrypt_r = 8, scrypt_p = 1, scrypt_memory = 64 << 20;

[[noreturn]] void cannot_seal() {
    throw std::runtime_error("OpenSSL cannot seal a bundle");
}

SealKey key_of(const std::string& secret, const std::string& salt) {
    SealKey key{};
    if (EVP_PBE_scrypt(secret.data(), secret.size(), raw(salt), salt.size(), scrypt_n, scrypt_r, scrypt_p,
                       scrypt_memory, key.data(), key.size()) != 1)
        cannot_seal();
    return key;
}

}  // namespace

std::string sealed(const std::string& text, const std::string& secret, const std::string& salt,
                   const std::string& nonce) {
    const auto key = key_of(secret, salt);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string body(text.size(), '\0');
    std::string tag(tag_size, '\0');
    int size = 0;
    if (!cipher || salt.size() != salt_size || nonce.size() != nonce_size ||
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), raw(nonce)) != 1 ||
        EVP_EncryptUpdate(cipher.get(), raw(body), &size, raw(text), static_cast<int>(text.size())) != 1 ||
        EVP_EncryptFinal_ex(cipher.get(), raw(body) + size, &size) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_size), tag.data()) != 1)
        cannot_seal();
    return salt + nonce + tag + body;
}

std::optional<std::string> unsealed(const std::string& seal, const std::string& secret) {
    constexpr auto head = salt_size + nonce_size + tag_size;
    if (seal.size() < head) return {};
    const auto key = key_of(secret, seal.substr(0, salt_size));
    const auto nonce = seal.substr(salt_size, nonce_size);
    auto tag = seal.substr(salt_size + nonce_size, tag_size);
    const auto body = seal.substr(head);
    std::string text(body.size(), '\0');
    int size = 0;
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (!cipher ||
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), raw(nonce)) != 1 ||
        EVP_DecryptUpdate(cipher.get(), raw(text), &size, raw(body), static_cast<int>(body.size())) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_size), tag.data()) != 1)
        cannot_seal();
    if (EVP_DecryptFinal_ex(cipher.get(), raw(text) + size, &size) != 1) return {};
    return text;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(raw(bytes), static_cast<int>(count)) != 1)
        throw std::runtime_error("there are no random numbers");
    return bytes;
}

}  // namespace tillpoints::fleet
