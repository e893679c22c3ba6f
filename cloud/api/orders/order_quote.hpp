#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/goods/order_stage.hpp"
#include "cloud/goods/order_sums.hpp"

namespace tillpoints::cloud {

/// What an open order would come to now: the customer's standing, once what time has done to it is booked,
/// the bill and the calculation of it.
struct OrderQuote {
    CustomerRecord customer;
    CustomerTotals totals;
    OrderSums sums;
    Bill bill;
    Points most;  ///< points that may be spent on it
    loyalty::PurchaseCalc calc;
};
OrderQuote quote_order(RequestContext& context, const OrderRecord& order);

/// An order as the protocol shows it; of a settled one the figures are those it was settled with.
loyalty::GoodsOrder show_order(RequestContext& context, const OrderRecord& order);

inline OrderStage stage_of(const OrderRecord& order) {
    return {order.state, order.status};
}

/// Writes the order in its next stage and has the shop's server told; nothing where it does not take the
/// action.
std::optional<loyalty::GoodsOrder> advance_order(RequestContext& context, OrderRecord& order,
                                                 OrderAction action);

/// goodsOrder.notFound.
loyalty::Refusal no_such_order();
/// A badRequest that names the order's state.
loyalty::Refusal wrong_stage(const OrderRecord& order);

}  // namespace tillpoints::cloud
