#include "plugin/limits/reason.hpp"

#include <array>

namespace tillpoints::limits {

std::string_view name_of(Reason reason) {
    static constexpr std::array<std::string_view, reason_count> names{
        "award_limit",           "cashier_limit",          "offline_unknown",
        "offline_old_balance",   "offline_no_points",      "offline_programme",
        "offline_receipt_limit", "offline_customer_limit", "offline_terminal_limit"};
    return names[static_cast<std::size_t>(reason)];
}

}  // namespace tillpoints::limits
