#include "cloud/api/credential.hpp"

#include <catch2/catch.hpp>

#include "cloud/api/randomness.hpp"
#include "protocol/ids.hpp"

using namespace tillpoints::cloud;

TEST_CASE("the credential is the base64 of company and key, of any length") {
    CHECK(basic_credential(1, "") == "Basic MTo=");
    CHECK(basic_credential(1, "a") == "Basic MTph");
    CHECK(basic_credential(1, "ab") == "Basic MTphYg==");
    CHECK(basic_credential(123456, "key") == "Basic MTIzNDU2OmtleQ==");
}

TEST_CASE("secrets are equal only if every byte is") {
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK_FALSE(same_secret("abc", "abcd"));
    CHECK_FALSE(same_secret("abc", ""));
}

TEST_CASE("random texts have their forms") {
    const auto randomness = system_randomness();
    CHECK(tillpoints::is_uuid(random_uuid(randomness)));
    CHECK(random_uuid(randomness)[14] == '4');
    CHECK(random_digits(randomness, 6).size() == 6);
    CHECK(random_hex(randomness, 24).size() == 48);
    CHECK(random_hex(randomness, 24) != random_hex(randomness, 24));
}
