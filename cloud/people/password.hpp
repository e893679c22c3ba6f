#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cloud/api/randomness.hpp"
#include "protocol/error.hpp"

/// Passwords are stored as their argon2id hash. Hashing takes 19 MiB and about 20 ms on purpose, so it is
/// done outside transactions and never on the thread that serves terminals.
namespace tillpoints::cloud {

inline constexpr std::size_t shortest_password = 12;
inline constexpr std::size_t longest_password = 128;

/// What is wrong with a password that a person chose; nothing if it is good.
std::optional<Problem> refuse_password(std::string_view password, std::string_view login);

/// "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
std::string hash_password(std::string_view password, const Randomness& randomness);
/// Takes the same time whether it matches or not.
bool password_matches(const std::string& hash, std::string_view password);
/// A hash that is compared with where there is no such person, so that this takes as long.
const std::string& hash_of_nobody();

/// One that is made up for somebody: 20 letters and digits, without those that look alike.
std::string random_password(const Randomness& randomness);

}  // namespace tillpoints::cloud
