#include "plugin/outbox/seal.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

namespace tillpoints::outbox {
namespace {

constexpr char layout_version = 1;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t head_size = 1 + nonce_size;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

void require(bool success) {
    if (!success) throw std::runtime_error("the cryptographic library failed");
}

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

Context new_context() {
    Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    require(context != nullptr);
    return context;
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

}  // namespace

void wipe(Key& key) {
    OPENSSL_cleanse(key.data(), key.size());
}

Key random_key() {
    Key key;
    require(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1);
    return key;
}

Sealer::Sealer(const Key& installation_key)
    : seal_key_(derived(installation_key, "tillpoints outbox seal 1")),
      identity_key_(derived(installation_key, "tillpoints outbox identity 1")) {}

Sealer::~Sealer() {
    wipe(seal_key_);
    wipe(identity_key_);
}

std::string Sealer::seal(std::string_view plain, std::string_view associated) const {
    std::string out(head_size + plain.size() + tag_size, '\0');
    out[0] = layout_version;
    require(RAND_bytes(bytes(out) + 1, nonce_size) == 1);
    const auto context = new_context();
    int size = 0;
    require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, seal_key_.data(), bytes(out) + 1) ==
            1);
    require(EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(associated),
                              static_cast<int>(associated.size())) == 1);
    require(EVP_EncryptUpdate(context.get(), bytes(out) + head_size, &size, bytes(plain),
                              static_cast<int>(plain.size())) == 1);
    require(EVP_EncryptFinal_ex(context.get(), bytes(out) + head_size + plain.size(), &size) == 1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                                bytes(out) + head_size + plain.size()) == 1);
    return out;
}

std::optional<std::string> Sealer::open(std::string_view sealed, std::string_view associated) const {
    if (sealed.size() < head_size + tag_size || sealed[0] != layout_version) return {};
    const auto hidden = sealed.substr(head_size, sealed.size() - head_size - tag_size);
    std::string tag(sealed.substr(sealed.size() - tag_size));
    std::string out(hidden.size(), '\0');
    const auto context = new_context();
    int size = 0;
    require(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, seal_key_.data(),
                               bytes(sealed) + 1) == 1);
    require(EVP_DecryptUpdate(context.get(), nullptr, &size, bytes(associated),
                              static_cast<int>(associated.size())) == 1);
    require(EVP_DecryptUpdate(context.get(), bytes(out), &size, bytes(hidden),
                              static_cast<int>(hidden.size())) == 1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_size, bytes(tag)) == 1);
    if (EVP_DecryptFinal_ex(context.get(), bytes(out) + out.size(), &size) != 1) return {};
    return out;
}

std::string Sealer::identity_hash(std::string_view identity) const {
    return hexadecimal(mac(identity_key_, identity));
}

}  // namespace tillpoints::outbox
