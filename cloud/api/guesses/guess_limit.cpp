#include "cloud/api/guesses/guess_limit.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

/// In how much time one token is refilled.
std::chrono::milliseconds refill_time(const GuessLimit& limit) {
    return std::chrono::milliseconds(std::chrono::hours(1)) / limit.per_hour;
}

}  // namespace

std::chrono::milliseconds wait_for_guess(const GuessLimit& limit, FullAt full_at, Timestamp now) {
    const auto after = after_failed_guess(limit, full_at, now);
    return std::max(std::chrono::milliseconds(0), after - now - refill_time(limit) * limit.burst);
}

Timestamp after_failed_guess(const GuessLimit& limit, FullAt full_at, Timestamp now) {
    return std::max(full_at.value_or(now), now) + refill_time(limit);
}

}  // namespace tillpoints::cloud
