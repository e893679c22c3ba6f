#pragma once
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud {

/// How far an order has come.
struct OrderStage {
    loyalty::OrderState state = loyalty::OrderState::created;
    std::optional<loyalty::OrderStatus> status;
    friend bool operator==(const OrderStage&, const OrderStage&) = default;
};

/// What can be done with an order: the first six by the shop, the others by the customer.
enum class OrderAction { accept, make_ready, ask_payment, edit, complete, cancel, pay, agree, decline };

/// A status only goes forward. An order that waits for a payment, or for the customer to accept a change,
/// cannot be completed; nor can it be changed, except that a change may be changed again. Completed and
/// deleted are final.
std::optional<OrderStage> next_stage(const OrderStage& stage, OrderAction action);

}  // namespace tillpoints::cloud
