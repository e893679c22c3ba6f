#pragma once
#include <chrono>
#include <string>
#include <variant>

#include "cloud/api/randomness.hpp"
#include "cloud/storage/storage.hpp"

/// Signing in. Every try counts as wrong before anything is compared, so that tries at the same time do not
/// pass together, and takes as long for a login that nobody has.
namespace tillpoints::cloud {

struct SignIn {
    std::string login;
    std::string password;
    std::string code;     ///< of the second factor; empty without one
    std::string earlier;  ///< the session that the browser still shows; it ends
};

/// Login, password or code are wrong; nobody is told which.
struct NotRight {};
struct MustWait {
    std::chrono::seconds left;
};
struct SessionBegun {
    std::string id;
    std::int64_t person = 0;
};
using SignInResult = std::variant<SessionBegun, NotRight, MustWait>;

/// `now` is the real time, by which authenticator applications count too.
SignInResult sign_in(Storage& storage, const Randomness& randomness, const SignIn& given, Timestamp now);

/// A signed-in person gives the old password and a new one. All the person's sessions end and another begins.
SignInResult change_password(Storage& storage, const Randomness& randomness, std::int64_t person,
                             const std::string& old_password, const std::string& new_password, Timestamp now);

}  // namespace tillpoints::cloud
