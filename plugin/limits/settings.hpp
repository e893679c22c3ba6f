#pragma once
#include <chrono>
#include <cstdint>

#include "protocol/money.hpp"

/// How much a shop risks while the network is down, and how often one customer may be awarded and one cashier
/// redeem. Every member is a configuration setting; 0 in a velocity limit means that there is no limit.
namespace tillpoints::limits {

/// Points redeemed at the shop's own risk: the cloud is told when it can be reached again.
struct OfflineRedemptionLimits {
    bool enabled = false;
    Points per_receipt{50'000};
    Points per_customer_day{50'000};
    Points per_terminal{500'000};           ///< of all receipts that the cloud has not answered for
    std::chrono::hours oldest_balance{24};  ///< points of an older cached balance are not redeemed
};

/// How many customers the cloud has told of are cached, and for how long.
struct CustomerCacheSettings {
    std::size_t customers = 2'000;  ///< the one with the oldest balance makes room for a new one; 0: none
    std::chrono::days keep{30};     ///< dropped after this
    std::chrono::hours show_balance{72};  ///< a balance older than this is not shown
};

struct VelocityLimits {
    std::chrono::minutes utc_offset{180};  ///< where the shop's day begins
    std::int64_t awards_per_customer_day = 0;
    std::int64_t redemptions_per_cashier_hour = 0;
};

}  // namespace tillpoints::limits
