#include "cloud/people/password.hpp"

#include <argon2.h>

#include <array>
#include <stdexcept>

namespace tillpoints::cloud {
namespace {

constexpr std::uint32_t passes = 2;
constexpr std::uint32_t memory_kib = 19'456;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t hash_bytes = 32;
constexpr int salt_bytes = 16;

Problem bad_password(std::string expected) {
    return {Errc::invalid_value, "password", std::move(expected), {}};
}

}  // namespace

std::optional<Problem> refuse_password(std::string_view password, std::string_view login) {
    if (password.size() < shortest_password || password.size() > longest_password)
        return bad_password("12 to 128 bytes");
    if (password == login) return bad_password("another text than the login");
    if (password.find_first_not_of(password.front()) == std::string_view::npos)
        return bad_password("more than one character again and again");
    return {};
}

std::string hash_password(std::string_view password, const Randomness& randomness) {
    const auto salt = random_hex(randomness, salt_bytes);
    std::array<char, 256> encoded{};
    const int result =
        argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(),
                              salt.size(), hash_bytes, encoded.data(), encoded.size());
    if (result != ARGON2_OK)
        throw std::runtime_error(std::string("a password cannot be hashed: ") + argon2_error_message(result));
    return encoded.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
    if (password.size() > longest_password) password = {};
    return argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

const std::string& hash_of_nobody() {
    static const std::string hash = hash_password("nobody has this one", system_randomness());
    return hash;
}

std::string random_password(const Randomness& randomness) {
    static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string out;
    while (out.size() < 20) {
        const auto drawn = randomness() & 31;
        if (drawn < letters.size()) out += letters[drawn];
    }
    return out;
}

}  // namespace tillpoints::cloud
