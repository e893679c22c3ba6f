#include "adapters/fleet/key.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "adapters/fleet/base64.hpp"
#include "adapters/fleet/bytes.hpp"

namespace tillpoints::fleet {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 64;

Key owned(EVP_PKEY* key) {
    return {key, &EVP_PKEY_free};
}

[[noreturn]] void failed() {
    throw std::runtime_error("OpenSSL cannot use an Ed25519 key");
}

std::string public_half(EVP_PKEY* key) {
    std::array<unsigned char, key_size> bytes{};
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) != 1 || size != key_size) failed();
    return base64_of({reinterpret_cast<const char*>(bytes.data()), size});
}

Key private_key_in(const std::string& pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    // Without a way to ask for a passphrase: a key with one is refused.
    return owned(PEM_read_bio_PrivateKey(
        bio.get(), nullptr, [](char*, int, int, void*) { return 0; }, nullptr));
}

}  // namespace

SigningKey SigningKey::fresh() {
    const auto key = owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (!key || !bio ||
        PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        failed();
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {std::string(text, static_cast<std::size_t>(size)), public_half(key.get())};
}

std::optional<SigningKey> SigningKey::from_pem(const std::string& pem) {
    const auto key = private_key_in(pem);
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return {};
    return SigningKey(pem, public_half(key.get()));
}

std::string SigningKey::sign(std::string_view message) const {
    const auto key = private_key_in(pem_);
    const Digest context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::array<unsigned char, signature_size> bytes{};
    std::size_t size = bytes.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), bytes.data(), &size, raw(message), message.size()) != 1)
        failed();
    return base64_of({reinterpret_cast<const char*>(bytes.data()), size});
}

bool verifies(const std::string& public_key, std::string_view message, const std::string& signature) {
    const auto key_bytes = bytes_of_base64(public_key);
    const auto signed_bytes = bytes_of_base64(signature);
    if (!key_bytes || key_bytes->size() != key_size || !signed_bytes ||
        signed_bytes->size() != signature_size)
        return false;
    const auto key =
        owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(*key_bytes), key_bytes->size()));
    const Digest context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(*signed_bytes), signed_bytes->size(), raw(message),
                            message.size()) == 1;
}

bool is_public_key(const std::string& text) {
    const auto bytes = bytes_of_base64(text);
    return bytes && bytes->size() == key_size;
}

}  // namespace tillpoints::fleet
