#include "cloud/api/operations/show_operation.hpp"

#include "cloud/api/purchase_rules.hpp"
#include "cloud/programme/settings.hpp"

namespace tillpoints::cloud {

loyalty::Operation show_operation(RequestContext& context, const OperationRecord& record) {
    loyalty::Operation operation;
    operation.id = record.id;
    operation.created = record.created;
    operation.state = record.state;
    operation.cashier = record.cashier;
    operation.branch = record.branch;
    operation.receipt_number = record.number;
    operation.origin = record.origin;
    const bool reversal = record.state == loyalty::OperationState::reversal;
    operation.total = reversal ? -record.total : record.total;
    operation.cash = reversal ? -record.cash : record.cash;
    if (record.certificate > Points()) operation.certificate_points = record.certificate;
    operation.points = reversal ? record.points : -record.points;
    if (!reversal && record.points == Points() && context.variants.cashback_as_points)
        operation.points = record.award;
    if (const auto customer = context.db.customers.find(record.customer)) {
        const auto totals = context.db.customers.totals(customer->id);
        operation.customer = loyalty::OperationCustomer{customer->id, customer->name, customer->uid,
                                                        membership_tier(tier_of(context, totals))};
    }
    return operation;
}

}  // namespace tillpoints::cloud
