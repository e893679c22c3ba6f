#include "cloud/programme/refund.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/service/answers.hpp"
#include "cloud/service/catch_up.hpp"
#include "cloud/service/side_awards.hpp"
#include "cloud/service/tell.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::OperationState;

loyalty::Refusal over_refund(const Switches& switches) {
    switch (switches.over_refund) {
        case OverRefund::invalid_checksum:
            return refusal(Errc::invalid_checksum);
        case OverRefund::not_found:
            return refusal(Errc::not_found);
        case OverRefund::conflict:
            return named_refusal(409, "alreadyRefunded");
        default:
            return bad_field("partialAmount", "More than is left of the sale.");
    }
}

/// How much of the award can be taken back; nothing where the switch refuses the refund.
std::optional<Points> withdrawable(Desk& desk, const OperationRecord& sale, const RefundShare& share) {
    const Points after = desk.books.balance(customer_account(sale.customer)) + share.points_returned;
    if (share.award_withdrawn <= after || desk.switches.spent_award == SpentAward::negative)
        return share.award_withdrawn;
    if (desk.switches.spent_award == SpentAward::refuse) return {};
    return std::max(Points(), after);
}

}  // namespace

loyalty::Answer handle(Desk& desk, const loyalty::RefundOperation& call) {
    const auto sale = desk.books.operation(call.id);
    if (!sale) return refusal(Errc::not_found);
    if (sale->state == OperationState::reversal) return over_refund(desk.switches);
    grant_awards(desk, sale->customer);
    const Sold sold{sale->total, sale->points, sale->cash, sale->award, desk.books.refunded(sale->id)};
    const auto share = share_of_refund(sold, call.partial_amount, desk.switches.refund_rounding);
    if (!share) return over_refund(desk.switches);
    const auto award = desk.books.deferred(sale->id) ? Award::deferred : Award::granted;
    const auto withdrawn =
        award == Award::deferred ? share->award_withdrawn : withdrawable(desk, *sale, *share);
    if (!withdrawn) return refusal(Errc::insufficient_funds);

    OperationRecord reversal;
    reversal.created = desk.now;
    reversal.state = OperationState::reversal;
    reversal.customer = sale->customer;
    reversal.cashier = sale->cashier;
    reversal.branch = sale->branch;
    reversal.shown = sale->shown;
    reversal.origin = sale->id;
    reversal.total = share->total;
    reversal.cash = share->cash;
    reversal.points = share->points_returned;
    reversal.award = *withdrawn;
    reversal.id = desk.books.add_operation(reversal);
    for (const auto& transfer : transfers_of_refund(reversal, award)) desk.books.post(transfer, desk.now);
    withdraw_from_others(desk, reversal, sold, share->completes);
    if (share->completes || desk.switches.partial_refund_cancels)
        desk.books.set_state(sale->id, OperationState::canceled);
    tell_of_operation(desk, reversal);
    return show_operation(desk, reversal);
}

}  // namespace tillpoints::cloud
