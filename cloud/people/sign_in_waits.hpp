#pragma once
#include <chrono>

#include "cloud/ledger/person_records.hpp"

/// Wrong tries to sign in make the next one wait, each time twice as long. Pure.
namespace tillpoints::cloud {

struct WaitRule {
    std::int64_t free;  ///< wrong tries before the first wait
    std::chrono::seconds first;
    std::chrono::seconds longest;
    std::chrono::hours memory;  ///< after so long without a wrong try they are forgotten
};

/// Of one login, whether somebody has it or not.
inline constexpr WaitRule login_rule{3, std::chrono::seconds(5), std::chrono::minutes(15),
                                     std::chrono::hours(24)};
/// Of all logins together: who tries many logins waits too.
inline constexpr WaitRule everybody_rule{30, std::chrono::seconds(1), std::chrono::seconds(60),
                                         std::chrono::hours(1)};

/// How long the next try has to wait; zero: not at all.
std::chrono::seconds wait_of(const WrongTries& tries, const WaitRule& rule, Timestamp now);
/// With one more, which counts from `now` on.
WrongTries one_more(const WrongTries& tries, const WaitRule& rule, Timestamp now);

}  // namespace tillpoints::cloud
