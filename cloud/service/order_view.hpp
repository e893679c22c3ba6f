#pragma once
#include "cloud/goods/order_stage.hpp"
#include "cloud/goods/order_sums.hpp"
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// What an open order would come to now: the customer's standing, once what time has done to it is booked,
/// the bill and the calculation of it.
struct OrderSheet {
    CustomerRecord customer;
    Standing standing;
    OrderSums sums;
    Bill bill;
    Points most;  ///< points that may be spent on it
    loyalty::PurchaseCalc calc;
};
OrderSheet sheet_of(Desk& desk, const OrderRecord& order);

/// An order as the protocol shows it; of a settled one the figures are those it was settled with.
loyalty::GoodsOrder show_order(Desk& desk, const OrderRecord& order);

inline OrderStage stage_of(const OrderRecord& order) {
    return {order.state, order.status};
}

/// Writes the order in its next stage and has the shop's server told; nothing where it does not take the
/// action.
std::optional<loyalty::GoodsOrder> move_order(Desk& desk, OrderRecord& order, OrderAction action);

/// goodsOrder.notFound.
loyalty::Refusal no_such_order();
/// A badRequest that names the order's state.
loyalty::Refusal wrong_stage(const OrderRecord& order);

}  // namespace tillpoints::cloud
