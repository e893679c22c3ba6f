#pragma once
#include <chrono>
#include <cstdint>

#include "protocol/money.hpp"

/// How much a shop risks while the network is down, and how often one customer or cashier may do a thing.
/// Every member is a configuration setting; 0 in a velocity limit means none.
namespace tillpoints::limits {

/// Points spent on the shop's own credit: the cloud is told when it can be reached again.
struct OfflineRedemptionLimits {
    bool enabled = false;
    Points per_receipt{50'000};
    Points per_customer_day{50'000};
    Points per_terminal{500'000};           ///< of which the cloud has not heard yet, all receipts together
    std::chrono::hours oldest_balance{24};  ///< a balance remembered for longer is not redeemed on
};

/// What is remembered of customers the cloud has told of.
struct CustomerMemory {
    std::size_t customers = 2'000;        ///< the longest unseen is dropped for a new one; 0: nobody
    std::chrono::days keep{30};           ///< forgotten after this
    std::chrono::hours show_balance{72};  ///< a balance older than this is not shown
};

struct VelocityLimits {
    std::chrono::minutes utc_offset{180};  ///< where the shop's day begins
    std::int64_t awards_per_customer_day = 0;
    std::int64_t redemptions_per_cashier_hour = 0;
};

}  // namespace tillpoints::limits
