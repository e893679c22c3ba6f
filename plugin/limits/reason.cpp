#include "plugin/limits/reason.hpp"

namespace tillpoints::limits {

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::award_limit:
            return "award_limit";
        case Reason::cashier_limit:
            return "cashier_limit";
        case Reason::offline_unknown:
            return "offline_unknown";
        case Reason::offline_old_balance:
            return "offline_old_balance";
        case Reason::offline_no_points:
            return "offline_no_points";
        case Reason::offline_programme:
            return "offline_programme";
        case Reason::offline_receipt_limit:
            return "offline_receipt_limit";
        case Reason::offline_customer_limit:
            return "offline_customer_limit";
        case Reason::offline_terminal_limit:
            return "offline_terminal_limit";
    }
    return "";
}

}  // namespace tillpoints::limits
