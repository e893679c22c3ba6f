#include "cloud/goods/order_stage.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::OrderState;
using loyalty::OrderStatus;
using Next = std::optional<OrderStage>;

Next when_created(const OrderStage& stage, OrderAction action) {
    switch (action) {
        case OrderAction::accept:
            if (stage.status == OrderStatus::ready) return {};
            return OrderStage{OrderState::created, OrderStatus::accepted};
        case OrderAction::make_ready:
            return OrderStage{OrderState::created, OrderStatus::ready};
        case OrderAction::ask_payment:
            return OrderStage{OrderState::waiting_payment, stage.status};
        case OrderAction::edit:
            return OrderStage{OrderState::need_ack, stage.status};
        case OrderAction::complete:
            return OrderStage{OrderState::completed, stage.status};
        case OrderAction::cancel:
            return OrderStage{OrderState::deleted, stage.status};
        default:
            return {};
    }
}

Next when_waiting_payment(const OrderStage& stage, OrderAction action) {
    if (action == OrderAction::ask_payment) return stage;
    if (action == OrderAction::pay) return OrderStage{OrderState::created, stage.status};
    if (action == OrderAction::cancel) return OrderStage{OrderState::deleted, stage.status};
    return {};
}

Next when_need_ack(const OrderStage& stage, OrderAction action) {
    if (action == OrderAction::edit) return stage;
    if (action == OrderAction::agree) return OrderStage{OrderState::created, stage.status};
    if (action == OrderAction::cancel || action == OrderAction::decline)
        return OrderStage{OrderState::deleted, stage.status};
    return {};
}

}  // namespace

Next next_stage(const OrderStage& stage, OrderAction action) {
    switch (stage.state) {
        case OrderState::created:
            return when_created(stage, action);
        case OrderState::waiting_payment:
            return when_waiting_payment(stage, action);
        case OrderState::need_ack:
            return when_need_ack(stage, action);
        default:
            return {};
    }
}

}  // namespace tillpoints::cloud
