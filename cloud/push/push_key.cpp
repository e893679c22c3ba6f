#include "cloud/push/push_key.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "cloud/keys/base64.hpp"
#include "cloud/push/encryption.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::chrono::hours life_of_token{12};
constexpr int half = 32;  ///< of a signature, in bytes

[[noreturn]] void cannot_sign() {
    throw std::runtime_error("a push message could not be signed");
}

/// ES256 of RFC 7518: the two numbers side by side instead of in DER.
std::string es256(EVP_PKEY* key, const std::string& text) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    unsigned char der[128];
    std::size_t size = sizeof der;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), der, &size, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size()) != 1)
        cannot_sign();
    const unsigned char* at = der;
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)), ECDSA_SIG_free);
    std::string out(2 * half, '\0');
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), to, half) != half ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), to + half, half) != half)
        cannot_sign();
    return out;
}

}  // namespace

Result<PushKey> PushKey::read(const std::string& path) {
    auto key = read_private_key(path);
    if (!key) return key.error();
    PushKey out;
    try {
        const auto point = public_point(key->get());
        if (!key_of_point(point)) throw std::runtime_error("another curve");
        out.public_text_ = base64url_of(point);
    } catch (const std::exception&) {
        return Problem{Errc::invalid_value, path,
                       "a private key of the curve P-256; without the file one is made",
                       "a key of another kind"};
    }
    out.key_ = std::move(*key);
    return out;
}

std::string PushKey::new_pem() {
    const auto key = new_push_key();
    const std::unique_ptr<BIO, decltype(&BIO_free)> to(BIO_new(BIO_s_mem()), BIO_free);
    if (!to || PEM_write_bio_PrivateKey(to.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        cannot_sign();
    char* text = nullptr;
    const auto size = BIO_get_mem_data(to.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string PushKey::authorization(const std::string& audience, const std::string& contact,
                                   Timestamp now) const {
    const auto until =
        std::chrono::floor<std::chrono::seconds>(now + life_of_token).time_since_epoch().count();
    const auto header = Json::object({{"typ", "JWT"}, {"alg", "ES256"}});
    const auto claims = Json::object({{"aud", audience}, {"exp", until}, {"sub", contact}});
    const auto signed_part = base64url_of(dump(header)) + "." + base64url_of(dump(claims));
    return "vapid t=" + signed_part + "." + base64url_of(es256(key_.get(), signed_part)) +
           ", k=" + public_text_;
}

}  // namespace tillpoints::cloud
