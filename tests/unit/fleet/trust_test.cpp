#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include "adapters/fleet/base64.hpp"
#include "adapters/fleet/enrolment_code.hpp"
#include "adapters/fleet/key.hpp"
#include "adapters/fleet/sealed.hpp"
#include "adapters/fleet/signed_document.hpp"

using namespace tillpoints::fleet;

TEST_CASE("a document is believed only with the signature of its authority, whole, and as the kind it is") {
    const auto key = SigningKey::fresh();
    const auto document = signed_document(key, release_kind, R"({"number":1})");
    CHECK(verified_payload(document, release_kind, key.public_key()) == R"({"number":1})");
    CHECK_FALSE(verified_payload(document, enrolment_kind, key.public_key()));
    CHECK_FALSE(verified_payload(document, release_kind, SigningKey::fresh().public_key()));
    CHECK_FALSE(verified_payload(document, release_kind, ""));
    for (std::size_t at = 0; at < document.size(); ++at) {
        auto changed = document;
        changed[at] = changed[at] == '1' ? '2' : '1';
        if (changed == document) continue;
        const auto payload = verified_payload(changed, release_kind, key.public_key());
        // What is not signed, such as the number of the format, may change; the payload may not.
        CHECK((!payload || *payload == R"({"number":1})"));
    }
}

TEST_CASE("a key is kept as PEM, and what is no Ed25519 key is none") {
    const auto key = SigningKey::fresh();
    const auto again = SigningKey::from_pem(key.pem());
    REQUIRE(again);
    CHECK(again->public_key() == key.public_key());
    CHECK(again->sign("text") == key.sign("text"));
    CHECK_FALSE(SigningKey::from_pem(""));
    CHECK_FALSE(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    CHECK(is_public_key(key.public_key()));
    CHECK_FALSE(is_public_key(key.public_key().substr(4)));
}

TEST_CASE("what is sealed is read with its secret alone, and a changed seal is read by nobody") {
    const auto seal = sealed("the key of a shop", "0123456789ABCDEF", random_bytes(16), random_bytes(12));
    CHECK(seal.find("shop") == std::string::npos);
    CHECK(unsealed(seal, "0123456789ABCDEF") == "the key of a shop");
    CHECK_FALSE(unsealed(seal, "0123456789ABCDEG"));
    CHECK_FALSE(unsealed("", "0123456789ABCDEF"));
    for (const std::size_t at : {0u, 20u, 30u, 50u}) {
        auto changed = seal;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_FALSE(unsealed(changed, "0123456789ABCDEF"));
    }
    CHECK_FALSE(unsealed(seal.substr(0, seal.size() - 1), "0123456789ABCDEF"));
}

TEST_CASE("a code is read as people type it") {
    const auto code =
        code_of_bytes(std::string("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09"
                                  "\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13",
                                  20));
    CHECK(code.text() == "0123-4567-89AB-CDEF-GHJK");
    CHECK(read_code("0123-4567-89AB-CDEF-GHJK") == code);
    CHECK(read_code("o123 4567 89ab cdef ghjk") == code);
    CHECK(read_code("OI23456789ABCDEFGHJK") == code);
    for (const char* wrong :
         {"", "0123-4567-89AB-CDEF-GHJ", "0123-4567-89AB-CDEF-GHJKM", "0123-4567-89AB-CDEF-GHJU"})
        CHECK_FALSE(read_code(wrong));
}

TEST_CASE("every code that is made is read as itself, and every text of bytes as base64 of itself") {
    rc::prop("codes and base64", [](const std::string& text) {
        const auto bytes = text + std::string(20, 'x');
        RC_ASSERT(read_code(code_of_bytes(bytes).text()) == code_of_bytes(bytes));
        RC_ASSERT(bytes_of_base64(base64_of(bytes)) == bytes);
    });
    CHECK_FALSE(bytes_of_base64("AAA"));
    CHECK_FALSE(bytes_of_base64("AAB="));  // bits that count for nothing
    CHECK_FALSE(bytes_of_base64("A\nA="));
}
