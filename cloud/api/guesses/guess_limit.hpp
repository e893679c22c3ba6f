#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "protocol/timestamp.hpp"

/// A token bucket that limits failed look-ups, so that nobody finds valid codes by guessing. Pure.
namespace tillpoints::cloud {

/// How many look-ups may fail in a row, and how many more in each hour.
struct GuessLimit {
    std::int64_t burst = 1;
    std::int64_t per_hour = 1;
    friend bool operator==(const GuessLimit&, const GuessLimit&) = default;
};

/// The limits of a cloud. cloud/README.md gives the reasons for the numbers.
struct GuessLimits {
    GuessLimit codes{120, 120};        ///< of one credential: codes, cards, certificates, vouchers
    GuessLimit phones{2'000, 2'000};   ///< of one credential
    GuessLimit cashier_codes{20, 20};  ///< of one cashier: codes, cards, certificates
    friend bool operator==(const GuessLimits&, const GuessLimits&) = default;
};

/// A bucket is described by the moment at which it will be full again; absent: it is full.
using FullAt = std::optional<Timestamp>;

/// How long to wait until the next look-up may be tried; zero if it may be tried now.
std::chrono::milliseconds wait_for_guess(const GuessLimit& limit, FullAt full_at, Timestamp now);

/// The bucket after a look-up failed.
Timestamp after_failed_guess(const GuessLimit& limit, FullAt full_at, Timestamp now);

}  // namespace tillpoints::cloud
