#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/purchase_check.hpp"

/// The rules of the programme, applied to a customer's totals and with this cloud's choices where the
/// protocol leaves an amount open.
namespace tillpoints::cloud {

/// The tier that is open to the customer now.
const Tier& tier_of(const RequestContext& context, const CustomerTotals& totals);

/// The most points the customer may spend on this bill.
Points max_points(const RequestContext& context, const CustomerTotals& totals, const Bill& bill);

/// What a purchase of this bill earns the customer, of which this much was paid in money.
Points award_for(const RequestContext& context, const CustomerTotals& totals, const Bill& bill, Money cash);

/// The protocol's calculation of a bill on which so many points are spent, with the award that the purchase
/// would earn. `most` is what `max_points` gave.
loyalty::PurchaseCalc calculate(const RequestContext& context, const CustomerTotals& totals, const Bill& bill,
                                Points points, Points most);

/// Nothing, or the protocol's first error that applies to the purchase.
std::optional<Errc> refuse_purchase(const RequestContext& context, const CustomerTotals& totals,
                                    const Purchase& purchase);

}  // namespace tillpoints::cloud
