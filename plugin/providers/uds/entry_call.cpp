#include "plugin/providers/uds/entry_call.hpp"

#include "plugin/entries/number.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::uds {
namespace {

loyalty::CreateOperation purchase_call(const OutboxEntry& entry, const PurchaseEntry& purchase,
                                       std::optional<loyalty::DiscountPolicy> programme) {
    auto call = purchase.operation;
    if (programme == loyalty::DiscountPolicy::apply_discount && call.cash == call.total)
        call.skip_loyalty_total = call.total;
    call.number = number_of(entry);
    return call;
}

}  // namespace

loyalty::Call call_of(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme) {
    if (entry.state == EntryState::reversal_sent)
        return loyalty::RefundOperation{entry.operation.value(), {}};
    return std::visit(
        Overloaded{
            [&](const PurchaseEntry& it) -> loyalty::Call { return purchase_call(entry, it, programme); },
            [&](const RefundEntry& it) -> loyalty::Call {
                return loyalty::RefundOperation{it.operation.value(), it.partial};
            },
            [&](const RewardEntry& it) -> loyalty::Call {
                return loyalty::Reward{it.points, {it.participant}, it.comment, true};
            },
        },
        entry.body);
}

}  // namespace tillpoints::uds
