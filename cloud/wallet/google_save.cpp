#include "cloud/wallet/google_save.hpp"

#include <openssl/evp.h>

#include <stdexcept>

#include "cloud/keys/base64.hpp"
#include "cloud/keys/key_files.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

struct GoogleSaveSigner::Key {
    PrivateKey key;
};

namespace {

constexpr auto save_address = "https://pay.google.com/gp/v/save/";

/// RSASSA-PKCS1-v1_5 with SHA-256, the RS256 of RFC 7518.
std::string rs256(EVP_PKEY* key, const std::string& text) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = signature.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) != 1)
        throw std::runtime_error("a link for Google Wallet could not be signed");
    signature.resize(size);
    return signature;
}

Problem account_problem(const std::string& path, std::string found) {
    return {Errc::invalid_value, path,
            "the JSON file of a service account's key, as Google's console gives it", std::move(found)};
}

}  // namespace

Result<GoogleSaveSigner> GoogleSaveSigner::read(const GoogleWalletPaths& paths) {
    const auto text = read_key_file(paths.key);
    if (!text) return text.error();
    const auto json = parse_json(*text, {1u << 20, 8, false});
    if (!json) return account_problem(paths.key, "no JSON");
    Problems problems;
    Reader in(*json, "", problems);
    GoogleSaveSigner signer;
    const auto type = in.text("type", 64);
    signer.account_ = in.text("client_email", 256);
    signer.key_id_ = in.text("private_key_id", 128);
    const auto pem = in.text("private_key", 16384);
    if (!problems.empty()) return account_problem(paths.key, "one without " + problems.front().where);
    if (type != "service_account") return account_problem(paths.key, "the file of something else");
    auto key = private_key_in(pem, paths.key);
    if (!key) return account_problem(paths.key, "one whose private_key is no key");
    if (EVP_PKEY_get_base_id(key->get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key->get()) < 2048)
        return account_problem(paths.key, "one whose private_key is no RSA key of 2048 bits or more");
    signer.key_ = std::make_shared<const Key>(Key{std::move(*key)});
    signer.paths_ = paths;
    return signer;
}

std::string GoogleSaveSigner::link_of(const WalletCard& card, const std::string& origin,
                                      Timestamp now) const {
    const auto header = Json::object({{"alg", "RS256"}, {"typ", "JWT"}, {"kid", key_id_}});
    const auto signed_part = base64url_of(dump(header)) + "." +
                             base64url_of(dump(save_claims(paths_, account_, origin, card, now)));
    return save_address + signed_part + "." + base64url_of(rs256(key_->key.get(), signed_part));
}

}  // namespace tillpoints::cloud
