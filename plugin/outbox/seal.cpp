#include "plugin/outbox/seal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

namespace tillpoints::outbox {
namespace {

constexpr char layout_version = 1;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t head_size = 1 + nonce_size;

void require(bool success) {
    if (!success) throw std::runtime_error("the cryptographic library failed");
}

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

Key mac(const Key& key, std::string_view message) {
    Key out;
    unsigned int size = 0;
    require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(message), message.size(),
                 out.data(), &size) != nullptr);
    return out;
}

// The expand step of HKDF-SHA256 for one block: the installation's key is already uniformly random.
Key derived(const Key& key, std::string_view label) {
    return mac(key, std::string(label) + '\x01');
}

std::string hexadecimal(const Key& digest) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipherContext>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeMacContext>;

CipherContext cipher_context(const Key& key, bool sealing) {
    CipherContext context(EVP_CIPHER_CTX_new());
    require(context != nullptr);
    require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nullptr,
                              sealing ? 1 : 0) == 1);
    return context;
}

MacContext mac_context(const Key& key) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                                 &EVP_MAC_free);
    MacContext context(hmac ? EVP_MAC_CTX_new(hmac.get()) : nullptr);
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                                     OSSL_PARAM_construct_end()};
    require(context && EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
    return context;
}

}  // namespace

void wipe(Key& key) {
    OPENSSL_cleanse(key.data(), key.size());
}

Key random_key() {
    Key key;
    require(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1);
    return key;
}

void FreeCipherContext::operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
}

void FreeMacContext::operator()(EVP_MAC_CTX* context) const {
    EVP_MAC_CTX_free(context);
}

Sealer::Sealer(const Key& installation_key) {
    Key seal_key = derived(installation_key, "tillpoints outbox seal 1");
    Key identity_key = derived(installation_key, "tillpoints outbox identity 1");
    sealing_ = cipher_context(seal_key, true);
    opening_ = cipher_context(seal_key, false);
    hashing_ = mac_context(identity_key);
    wipe(seal_key);
    wipe(identity_key);
}

Sealer::~Sealer() = default;

std::string Sealer::seal(std::string_view plain, std::string_view associated) const {
    std::string out(head_size + plain.size() + tag_size, '\0');
    out[0] = layout_version;
    require(RAND_bytes(bytes(out) + 1, nonce_size) == 1);
    EVP_CIPHER_CTX* const context = sealing_.get();
    int size = 0;
    require(EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, bytes(out) + 1) == 1);
    require(EVP_EncryptUpdate(context, nullptr, &size, bytes(associated),
                              static_cast<int>(associated.size())) == 1);
    require(EVP_EncryptUpdate(context, bytes(out) + head_size, &size, bytes(plain),
                              static_cast<int>(plain.size())) == 1);
    require(EVP_EncryptFinal_ex(context, bytes(out) + head_size + plain.size(), &size) == 1);
    require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, tag_size,
                                bytes(out) + head_size + plain.size()) == 1);
    return out;
}

std::optional<std::string> Sealer::open(std::string_view sealed, std::string_view associated) const {
    if (sealed.size() < head_size + tag_size || sealed[0] != layout_version) return {};
    const auto hidden = sealed.substr(head_size, sealed.size() - head_size - tag_size);
    std::string tag(sealed.substr(sealed.size() - tag_size));
    std::string out(hidden.size(), '\0');
    EVP_CIPHER_CTX* const context = opening_.get();
    int size = 0;
    require(EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, bytes(sealed) + 1) == 1);
    require(EVP_DecryptUpdate(context, nullptr, &size, bytes(associated),
                              static_cast<int>(associated.size())) == 1);
    require(EVP_DecryptUpdate(context, bytes(out), &size, bytes(hidden), static_cast<int>(hidden.size())) ==
            1);
    require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, tag_size, bytes(tag)) == 1);
    if (EVP_DecryptFinal_ex(context, bytes(out) + out.size(), &size) != 1) return {};
    return out;
}

std::string Sealer::identity_hash(std::string_view identity) const {
    const MacContext context(EVP_MAC_CTX_dup(hashing_.get()));
    Key digest;
    std::size_t size = 0;
    require(context && EVP_MAC_update(context.get(), bytes(identity), identity.size()) == 1 &&
            EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) == 1);
    return hexadecimal(digest);
}

}  // namespace tillpoints::outbox
