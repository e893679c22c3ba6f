#pragma once
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud {

/// How far an order has come.
struct OrderStage {
    loyalty::OrderState state = loyalty::OrderState::created;
    std::optional<loyalty::OrderStatus> status;
    friend bool operator==(const OrderStage&, const OrderStage&) = default;
};

/// What can befall an order; the first six by the shop, the others by the customer.
enum class OrderAction { accept, make_ready, ask_payment, edit, complete, cancel, pay, agree, decline };

/// The stage after the action, or nothing where the order does not take it.
///
/// A status only goes forward. An order that awaits a payment or the customer's word on a change is not
/// completed, and neither is changed meanwhile except that a change may be changed again. Completed and
/// deleted are the end.
std::optional<OrderStage> next_stage(const OrderStage& stage, OrderAction action);

}  // namespace tillpoints::cloud
