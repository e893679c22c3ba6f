#pragma once
#include <string_view>

namespace tillpoints::limits {

/// Which limit says no.
enum class Reason {
    award_limit,          ///< this customer was awarded often enough today
    cashier_limit,        ///< this cashier redeemed often enough this hour
    offline_unknown,      ///< nothing is remembered of this customer
    offline_old_balance,  ///< what is remembered is too old
    offline_no_points,    ///< nothing is left of the remembered balance
    offline_programme,    ///< the programme's share of a receipt
    offline_receipt_limit,
    offline_customer_limit,
    offline_terminal_limit,  ///< the cloud must hear of the points promised before, first
};

inline constexpr int reason_count = 9;

/// The stable name that replies and summaries carry.
std::string_view name_of(Reason reason);

}  // namespace tillpoints::limits
