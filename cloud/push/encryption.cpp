#include "cloud/push/encryption.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <stdexcept>

namespace tillpoints::cloud {
namespace {

constexpr std::size_t point_size = 65;
constexpr std::size_t tag_size = 16;
/// The size of records, in the four bytes of the header; a message is one record.
constexpr std::string_view record_size{"\0\0\x10\0", 4};

[[noreturn]] void cannot_encrypt(const char* what) {
    throw std::runtime_error(std::string("a push message cannot be encrypted: ") + what);
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::string out(32, '\0');
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
              reinterpret_cast<unsigned char*>(out.data()), &size))
        cannot_encrypt("HMAC");
    return out;
}

/// HKDF of RFC 5869, for at most 32 bytes.
std::string derived(std::string_view salt, std::string_view secret, std::string info, std::size_t size) {
    return hmac_sha256(hmac_sha256(salt, secret), info + '\x01').substr(0, size);
}

using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

std::string shared_secret(EVP_PKEY* own, EVP_PKEY* other) {
    const KeyContext context(EVP_PKEY_CTX_new(own, nullptr), EVP_PKEY_CTX_free);
    std::size_t size = 32;
    std::string out(size, '\0');
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), other) != 1 ||
        EVP_PKEY_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size) != 1)
        cannot_encrypt("no shared secret");
    return out;
}

/// The text, encrypted, with its tag.
std::string sealed_record(std::string_view key, std::string_view nonce, const std::string& text) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    std::string out(text.size() + tag_size, '\0');
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    int size = 0;
    int rest = 0;
    if (!context ||
        EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) != 1 ||
        EVP_EncryptUpdate(context.get(), to, &size, bytes_of(text), static_cast<int>(text.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), to + size, &rest) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size, to + text.size()) != 1)
        cannot_encrypt("AES");
    return out;
}

}  // namespace

PrivateKey new_push_key() {
    PrivateKey key(EVP_EC_gen("P-256"));
    if (!key) cannot_encrypt("no new key");
    return key;
}

std::string public_point(EVP_PKEY* key) {
    std::string point(point_size, '\0');
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
                                        reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                        &size) != 1 ||
        size != point_size)
        cannot_encrypt("a key that is none of P-256");
    return point;
}

PrivateKey key_of_point(std::string_view point) {
    if (point.size() != point_size || point.front() != '\x04') return {};
    std::string group = "P-256";
    std::string bytes(point);
    const OSSL_PARAM parts[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
        OSSL_PARAM_construct_end()};
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parts)) != 1)
        return {};
    PrivateKey out(key);
    const KeyContext check(EVP_PKEY_CTX_new(key, nullptr), EVP_PKEY_CTX_free);
    if (!check || EVP_PKEY_public_check(check.get()) != 1) return {};
    return out;
}

std::string encrypted_push(std::string_view text, const PushReader& reader, EVP_PKEY* own,
                           std::string_view salt) {
    if (text.size() > longest_push_text) cannot_encrypt("the text is too long");
    const auto browser = key_of_point(reader.point);
    if (!browser || reader.secret.size() != push_secret_size) cannot_encrypt("the browser's key is none");
    const auto own_point = public_point(own);
    const auto info = std::string("WebPush: info\0", 14) + reader.point + own_point;
    const auto material = derived(reader.secret, shared_secret(own, browser.get()), info, 32);
    const auto key = derived(salt, material, std::string("Content-Encoding: aes128gcm\0", 28), 16);
    const auto nonce = derived(salt, material, std::string("Content-Encoding: nonce\0", 24), 12);
    std::string out(salt);
    out.append(record_size).append(1, static_cast<char>(own_point.size())).append(own_point);
    // The two marks the last record.
    return out + sealed_record(key, nonce, std::string(text) + '\x02');
}

}  // namespace tillpoints::cloud
