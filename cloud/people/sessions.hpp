#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "cloud/api/randomness.hpp"
#include "cloud/storage/transaction.hpp"

/// Who is signed in. A session ends after a while without use, and some hours after it began. The database
/// keeps the digest of its id, so that nobody who reads the database can use one.
namespace tillpoints::cloud {

inline constexpr std::chrono::minutes longest_idle{30};
inline constexpr std::chrono::hours longest_session{12};

/// Begins a session; its id is known to the browser only.
std::string begin_session(Transaction& db, const Randomness& randomness, std::int64_t person, Timestamp now);

/// Whose session this is; nothing if there is none, it is over, or its person is blocked.
struct SignedInPerson {
    PersonRecord person;
    std::string digest;
    bool stale = false;  ///< that it is used should be noted
};
std::optional<SignedInPerson> person_of_session(Transaction& db, const std::string& id, Timestamp now);

/// What a page sends with every call that changes something. It follows from the id, which no script of
/// another origin can read.
std::string page_token_of(const std::string& id);

}  // namespace tillpoints::cloud
