#include "cloud/push/push_key.hpp"

#include <openssl/ec.h>

#include "../cloud_wallet/shop_keys.hpp"
#include "cloud/keys/base64.hpp"
#include "protocol/json.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

std::string der_signature(const std::string& sides) {
    const auto number = [&](std::size_t at) {
        return BN_bin2bn(reinterpret_cast<const unsigned char*>(sides.data()) + at, 32, nullptr);
    };
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(), ECDSA_SIG_free);
    ECDSA_SIG_set0(signature.get(), number(0), number(32));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

}  // namespace

TEST_CASE("a push service is shown a token of the shop's key for twelve hours, which openssl verifies") {
    const TestFolder folder;
    write_text(folder / "push.pem", PushKey::new_pem());
    const auto key = PushKey::read(folder / "push.pem").value();
    const auto header = key.authorization("https://push.example", "mailto:shop@shop.example",
                                          parse_timestamp("2026-11-30T10:00:00.7Z").value());
    REQUIRE(header.starts_with("vapid t="));
    const auto comma = header.find(", k=");
    CHECK(header.substr(comma + 4) == key.public_text());
    const auto token = header.substr(8, comma - 8);
    const auto dot = token.rfind('.');
    const auto signed_part = token.substr(0, dot);
    const auto claims =
        parse_json(from_base64(signed_part.substr(signed_part.find('.') + 1)).value()).value();
    CHECK(*claims.find("aud")->string() == "https://push.example");
    CHECK(*claims.find("sub")->string() == "mailto:shop@shop.example");
    CHECK(claims.find("exp")->number()->digits == "1796076000");
    const auto signature = from_base64(token.substr(dot + 1)).value();
    REQUIRE(signature.size() == 64);
    write_text(folder / "text", signed_part);
    write_text(folder / "signature", der_signature(signature));
    const auto verify =
        "cd " + folder.path +
        " && openssl pkey -in push.pem -pubout -out public.pem && openssl dgst -sha256 -verify "
        "public.pem -signature signature text";
    CHECK(run_program(verify).status == 0);
    write_text(folder / "text", signed_part + "A");
    CHECK(run_program(verify).status != 0);
}

TEST_CASE("a push key that is none, or of another kind, is told with its file") {
    const TestFolder folder;
    const auto refused = [&](const std::string& text) {
        write_text(folder / "wrong.pem", text);
        const auto read = PushKey::read(folder / "wrong.pem");
        REQUIRE(read.has_error());
        INFO(read.error().sentence());
        CHECK(read.error().where == folder / "wrong.pem");
        CHECK(read.error().sentence().find("BEGIN") == std::string::npos);
    };
    refused("");
    refused("a text");
    refused(run_program("openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048").text);
    refused(
        run_program("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 2>/dev/null").text);
}
