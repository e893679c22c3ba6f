#include "cloud/push/encryption.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <catch2/catch.hpp>

#include "cloud/keys/base64.hpp"

using namespace tillpoints::cloud;

namespace {

std::string raw(std::string_view text) {
    return from_base64(text).value();
}

/// A pair of keys from its published halves.
PrivateKey key_pair(std::string_view point, std::string_view secret) {
    const auto bytes = raw(secret);
    const auto public_half = raw(point);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), 32, nullptr), BN_free);
    const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(),
                                                                                OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, public_half.data(),
                                     public_half.size());
    OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> parts(OSSL_PARAM_BLD_to_param(build.get()),
                                                                        OSSL_PARAM_free);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata_init(context.get());
    REQUIRE(EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parts.get()) == 1);
    return PrivateKey(key);
}

/// The example of RFC 8291, section 5.
constexpr auto own_point =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
constexpr auto own_secret = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
constexpr auto browser_point =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
constexpr auto browser_secret = "BTBZMqHH6r4Tts7J_aSIgg";
constexpr auto salt = "DGv6ra1nlYgDCS1FRnbzlw";
constexpr auto sent =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_"
    "c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr"
    "u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

}  // namespace

TEST_CASE("the example of RFC 8291 is encrypted to the bytes that the RFC tells") {
    const auto own = key_pair(own_point, own_secret);
    const PushReader browser{raw(browser_point), raw(browser_secret)};
    const auto body =
        encrypted_push("When I grow up, I want to be a watermelon", browser, own.get(), raw(salt));
    CHECK(base64url_of(body) == sent);
    CHECK(base64url_of(public_point(own.get())) == own_point);
}

TEST_CASE(
    "a text of any length that a push service takes fills at most 4096 bytes, and a longer one is refused") {
    const auto own = new_push_key();
    const PushReader browser{raw(browser_point), raw(browser_secret)};
    CHECK(encrypted_push(std::string(longest_push_text, 'x'), browser, own.get(), raw(salt)).size() == 4096);
    CHECK(encrypted_push("", browser, own.get(), raw(salt)).size() == 16 + 4 + 1 + 65 + 1 + 16);
    CHECK_THROWS_AS(encrypted_push(std::string(longest_push_text + 1, 'x'), browser, own.get(), raw(salt)),
                    std::runtime_error);
}

TEST_CASE("what is no point of the curve is no browser's key") {
    CHECK(key_of_point(raw(browser_point)));
    auto wrong = raw(browser_point);
    wrong.back() = static_cast<char>(wrong.back() ^ 1);
    CHECK_FALSE(key_of_point(wrong));
    CHECK_FALSE(key_of_point(raw(browser_point).substr(0, 64)));
    CHECK_FALSE(key_of_point('\x04' + std::string(64, '\0')));
    CHECK_FALSE(key_of_point(""));
    const auto own = new_push_key();
    CHECK_THROWS_AS(encrypted_push("x", {wrong, raw(browser_secret)}, own.get(), raw(salt)),
                    std::runtime_error);
    CHECK_THROWS_AS(encrypted_push("x", {raw(browser_point), "short"}, own.get(), raw(salt)),
                    std::runtime_error);
}
