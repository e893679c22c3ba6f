#pragma once
#include <array>
#include <string_view>

namespace tillpoints::limits {

/// Which limit refuses.
enum class Reason {
    award_limit,          ///< this customer was awarded as often as allowed today
    cashier_limit,        ///< this cashier redeemed as often as allowed this hour
    offline_unknown,      ///< this customer is not in the cache
    offline_old_balance,  ///< the cached balance is too old
    offline_no_points,    ///< the cached balance is used up
    offline_programme,    ///< the programme's share of a receipt
    offline_receipt_limit,
    offline_customer_limit,
    offline_terminal_limit,  ///< the cloud must first answer for earlier offline redemptions
};

/// Every reason, in the order in which summaries list them.
inline constexpr std::array all_reasons{
    Reason::award_limit,           Reason::cashier_limit,          Reason::offline_unknown,
    Reason::offline_old_balance,   Reason::offline_no_points,      Reason::offline_programme,
    Reason::offline_receipt_limit, Reason::offline_customer_limit, Reason::offline_terminal_limit};

/// The stable name that replies and summaries carry.
std::string_view name_of(Reason reason);

}  // namespace tillpoints::limits
