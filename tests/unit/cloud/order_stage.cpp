#include "cloud/goods/order_stage.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "protocol/loyalty/words.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using loyalty::OrderState;
using loyalty::OrderStatus;

namespace {

constexpr OrderAction actions[] = {OrderAction::accept, OrderAction::make_ready, OrderAction::ask_payment,
                                   OrderAction::edit,   OrderAction::complete,   OrderAction::cancel,
                                   OrderAction::pay,    OrderAction::agree,      OrderAction::decline};

std::string name_of(const std::optional<OrderStage>& stage) {
    if (!stage) return "-";
    std::string name(loyalty::order_state_words[static_cast<std::size_t>(stage->state)]);
    if (stage->status)
        name += "/" + std::string(loyalty::order_status_words[static_cast<std::size_t>(*stage->status)]);
    return name;
}

/// What each action makes of a stage, in the order of `actions`.
const std::map<std::string, std::vector<std::string>> table{
    {"NEW",
     {"NEW/ACCEPTED", "NEW/READY", "WAITING_PAYMENT", "NEED_ACK", "COMPLETED", "DELETED", "-", "-", "-"}},
    {"NEW/ACCEPTED",
     {"NEW/ACCEPTED", "NEW/READY", "WAITING_PAYMENT/ACCEPTED", "NEED_ACK/ACCEPTED", "COMPLETED/ACCEPTED",
      "DELETED/ACCEPTED", "-", "-", "-"}},
    {"NEW/READY",
     {"-", "NEW/READY", "WAITING_PAYMENT/READY", "NEED_ACK/READY", "COMPLETED/READY", "DELETED/READY", "-",
      "-", "-"}},
    {"WAITING_PAYMENT", {"-", "-", "WAITING_PAYMENT", "-", "-", "DELETED", "NEW", "-", "-"}},
    {"WAITING_PAYMENT/ACCEPTED",
     {"-", "-", "WAITING_PAYMENT/ACCEPTED", "-", "-", "DELETED/ACCEPTED", "NEW/ACCEPTED", "-", "-"}},
    {"WAITING_PAYMENT/READY",
     {"-", "-", "WAITING_PAYMENT/READY", "-", "-", "DELETED/READY", "NEW/READY", "-", "-"}},
    {"NEED_ACK", {"-", "-", "-", "NEED_ACK", "-", "DELETED", "-", "NEW", "DELETED"}},
    {"NEED_ACK/ACCEPTED",
     {"-", "-", "-", "NEED_ACK/ACCEPTED", "-", "DELETED/ACCEPTED", "-", "NEW/ACCEPTED", "DELETED/ACCEPTED"}},
    {"NEED_ACK/READY",
     {"-", "-", "-", "NEED_ACK/READY", "-", "DELETED/READY", "-", "NEW/READY", "DELETED/READY"}},
};

}  // namespace

TEST_CASE(
    "every stage of an order accepts the actions of the table and no others; the final ones accept none") {
    for (const auto state : {OrderState::created, OrderState::completed, OrderState::deleted,
                             OrderState::waiting_payment, OrderState::need_ack})
        for (const auto status : {std::optional<OrderStatus>(), std::optional(OrderStatus::accepted),
                                  std::optional(OrderStatus::ready)}) {
            const OrderStage stage{state, status};
            const auto row = table.find(name_of(stage));
            for (std::size_t i = 0; i < std::size(actions); ++i) {
                INFO(name_of(stage) << " action " << i);
                CHECK(name_of(next_stage(stage, actions[i])) == (row == table.end() ? "-" : row->second[i]));
            }
        }
}
