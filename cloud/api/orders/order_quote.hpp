#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/goods/order_stage.hpp"
#include "cloud/goods/order_sums.hpp"

namespace tillpoints::cloud {

/// What an open order would cost now: the customer's totals after everything due was applied, the bill, and
/// its calculation.
struct OrderQuote {
    CustomerRecord customer;
    CustomerTotals totals;
    OrderSums sums;
    Bill bill;
    Points most;  ///< points that may be spent on it
    loyalty::PurchaseCalc calc;
};
OrderQuote quote_order(RequestContext& context, const OrderRecord& order);

/// The order, and until the transaction ends nobody else changes it: it goes with its customer.
std::optional<OrderRecord> lock_order(RequestContext& context, std::int64_t id);

/// An order as the protocol shows it. A settled order keeps the amounts it was settled with.
loyalty::GoodsOrder show_order(RequestContext& context, const OrderRecord& order);

inline OrderStage stage_of(const OrderRecord& order) {
    return {order.state, order.status};
}

/// Writes the order in its next stage and queues a message about it. Nothing if the order does not accept the
/// action.
std::optional<loyalty::GoodsOrder> advance_order(RequestContext& context, OrderRecord& order,
                                                 OrderAction action);

/// The refusal goodsOrder.notFound.
loyalty::Refusal no_such_order();
/// A badRequest that names the order's state.
loyalty::Refusal wrong_stage(const OrderRecord& order);

}  // namespace tillpoints::cloud
