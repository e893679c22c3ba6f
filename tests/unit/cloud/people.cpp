#include <catch2/catch.hpp>

#include "cloud/people/password.hpp"
#include "cloud/people/roles.hpp"
#include "cloud/people/sign_in_waits.hpp"
#include "cloud/people/totp.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Timestamp at_second(std::int64_t since_1970) {
    return Timestamp(seconds(since_1970));
}

/// "12345678901234567890" of RFC 6238 in base32.
const std::string secret_of_the_rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

}  // namespace

TEST_CASE("one-time codes are those of RFC 6238") {
    const std::pair<std::int64_t, const char*> vectors[] = {{59, "94287082"},
                                                            {1'111'111'109, "07081804"},
                                                            {1'111'111'111, "14050471"},
                                                            {1'234'567'890, "89005924"},
                                                            {2'000'000'000, "69279037"},
                                                            {20'000'000'000, "65353130"}};
    for (const auto& [moment, code] : vectors) CHECK(totp_code(secret_of_the_rfc, moment / 30, 8) == code);
    CHECK_FALSE(totp_code("not base32!", 1));
}

TEST_CASE("a one-time code counts in its half minute and the ones beside it, and once only") {
    const auto code = *totp_code(secret_of_the_rfc, 100);
    for (const auto step : {99, 100, 101}) {
        INFO(step);
        CHECK(totp_step_of(secret_of_the_rfc, code, at_second(step * 30), 0) == 100);
        CHECK_FALSE(totp_step_of(secret_of_the_rfc, code, at_second(step * 30), 100));
    }
    for (const auto step : {98, 102})
        CHECK_FALSE(totp_step_of(secret_of_the_rfc, code, at_second(step * 30), 0));
    CHECK_FALSE(totp_step_of(secret_of_the_rfc, "", at_second(3'000), 0));
    CHECK_FALSE(totp_step_of(secret_of_the_rfc, code + "0", at_second(3'000), 0));
}

TEST_CASE("a new secret has 160 bits, and its link fits into a QR code whatever the login") {
    const auto secret = new_totp_secret(system_randomness());
    CHECK(secret.size() == 32);
    CHECK(secret != new_totp_secret(system_randomness()));
    CHECK(totp_code(secret, 1));
    CHECK(totp_uri(secret, std::string(32, 'x')).size() <= 106);
}

TEST_CASE("a password is kept as an argon2id hash with a salt of its own, and only it matches") {
    const auto random = system_randomness();
    const auto hash = hash_password("correct horse battery", random);
    CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(hash != hash_password("correct horse battery", random));
    CHECK(password_matches(hash, "correct horse battery"));
    CHECK_FALSE(password_matches(hash, "correct horse batterz"));
    CHECK_FALSE(password_matches(hash, ""));
    CHECK_FALSE(password_matches(hash_of_nobody(), "correct horse battery"));
    CHECK_FALSE(password_matches("no hash", "correct horse battery"));
}

TEST_CASE("a password that is short, long, the login or one character is refused") {
    CHECK(refuse_password("short", "anna"));
    CHECK(refuse_password("", "anna"));
    CHECK(refuse_password(std::string(129, 'x') + "y", "anna"));
    CHECK(refuse_password("anna.smirnova", "anna.smirnova"));
    CHECK(refuse_password("aaaaaaaaaaaaaaaa", "anna"));
    CHECK_FALSE(refuse_password("correct horse battery", "anna"));
    CHECK_FALSE(refuse_password(random_password(system_randomness()), "anna"));
}

TEST_CASE("wrong tries wait longer each time, up to a quarter of an hour, and are forgotten after a day") {
    const auto start = at_second(1'000'000);
    WrongTries tries;
    for (const auto wait : {0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
        tries = one_more(tries, login_rule, start);
        CHECK(wait_of(tries, login_rule, start) == seconds(wait));
    }
    CHECK(wait_of(tries, login_rule, start + minutes(14)) == minutes(1));
    CHECK(wait_of(tries, login_rule, start + minutes(15)).count() == 0);
    CHECK(one_more(tries, login_rule, start + minutes(15)).count == tries.count + 1);
    CHECK(one_more(tries, login_rule, start + hours(25)).count == 1);
}

TEST_CASE("a clock that was set back makes nobody wait longer than the longest wait") {
    const WrongTries tries{5, at_second(1'000'000)};
    CHECK(wait_of(tries, login_rule, at_second(10)) <= login_rule.longest);
}

TEST_CASE("a manager has a branch, an employee somebody at the till, and nobody else has") {
    PersonRecord person;
    person.login = "anna";
    person.name = "Anna";
    const loyalty::Named place{1, "Centre"};
    for (const auto role : {Role::owner, Role::marketer, Role::accountant}) {
        person.role = role;
        CHECK_FALSE(refuse_person(person));
        CHECK(role_of(word_of(role)) == role);
    }
    person.branch = place;
    CHECK(refuse_person(person)->where == "branch");
    person.role = Role::manager;
    CHECK_FALSE(refuse_person(person));
    person.branch.reset();
    CHECK(refuse_person(person)->where == "branch");
    person.role = Role::employee;
    CHECK(refuse_person(person)->where == "cashier");
    person.cashier = place;
    CHECK_FALSE(refuse_person(person));
    for (const auto* login : {"", "a", "Anna", "anna smith", "анна", "a@b"}) {
        person.login = login;
        CHECK(refuse_person(person)->where == "login");
    }
    CHECK_FALSE(role_of("king"));
}
