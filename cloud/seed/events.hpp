#pragma once
#include <random>
#include <vector>

#include "cloud/seed/plan.hpp"

namespace tillpoints::cloud {

enum class SeedKind : std::uint8_t {
    join,
    certificate,
    buy,
    buy_by_phone,
    buy_with_certificate,
    refund,
    rate,
    receipt,
    win_back
};

/// One thing that happens in a seeded shop. Customers and purchases are counted from 0.
struct SeedEvent {
    Timestamp at;
    SeedKind kind = SeedKind::join;
    bool comment = false;      ///< of a rating
    bool may_redeem = true;    ///< of a purchase
    std::int16_t source = -1;  ///< of a newcomer: index into the plan's sources
    std::int32_t customer = -1;
    std::int32_t other = -1;  ///< join: the inviter; everything else: the purchase
    Money total{};
    friend bool operator==(const SeedEvent&, const SeedEvent&) = default;
};

/// The plan as random events in order of time. The same seed gives the same events. A customer joins before
/// everything else they do, and an inviter before the invited.
std::vector<SeedEvent> events_of(const SeedPlan& plan, std::mt19937_64& random);

/// `whole` in so many parts of whole roubles, each above zero, that add up to it.
std::vector<Money> split_by_chance(Money whole, std::int64_t parts, std::mt19937_64& random);

}  // namespace tillpoints::cloud
