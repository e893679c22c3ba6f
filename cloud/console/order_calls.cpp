#include "cloud/console/order_calls.hpp"

#include <algorithm>

#include "cloud/api/participant_ids.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_orders = 200;

Json order_json(loyalty::GoodsOrder order) {
    show_ids(order);
    return to_json(order);
}

/// The order as the protocol shows it; nothing if there is none, or the caller's branch is another.
std::optional<loyalty::GoodsOrder> order_for(ConsoleCall& call, std::int64_t id) {
    const auto answer = handle(call.context, loyalty::GetOrder{id});
    const auto* order = std::get_if<loyalty::GoodsOrder>(&answer);
    if (!order || !sees_branch(call, order->content.delivery.branch)) return {};
    return *order;
}

loyalty::ShopAnswer take_step(ConsoleCall& call, std::int64_t id, std::size_t step) {
    using loyalty::StatusChange;
    if (step == 0) return handle(call.context, loyalty::ChangeOrderStatus{id, StatusChange::accepted});
    if (step == 1) return handle(call.context, loyalty::ChangeOrderStatus{id, StatusChange::ready});
    if (step == 2) return handle(call.context, loyalty::CompleteOrder{id});
    return handle(call.context, loyalty::CancelOrder{id});
}

}  // namespace

HttpAnswer list_orders(ConsoleCall& call, Reader) {
    using loyalty::OrderState;
    std::vector<std::int64_t> ids;
    for (const auto state : {OrderState::created, OrderState::need_ack, OrderState::waiting_payment})
        for (const auto id : call.context.db.console.orders_in(state, most_orders)) ids.push_back(id);
    std::sort(ids.begin(), ids.end(), std::greater());
    Json rows = Json::array();
    for (const auto id : ids)
        if (auto order = order_for(call, id)) rows.push(order_json(std::move(*order)));
    return console_answer(200, Json::object({{"orders", std::move(rows)}}));
}

HttpAnswer step_order(ConsoleCall& call, Reader in) {
    const auto id = in.integer("order", 1, INT64_MAX);
    const auto step = in.one_of("step", {"accepted", "ready", "handed_over", "cancelled"});
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!order_for(call, id))
        return console_refusal({Problem{Errc::not_found, "order", "one of the list", {}}});
    const auto answer = take_step(call, id, step);
    if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
        return console_refusal(409, "order_refused", refusal->message);
    constexpr const char* actions[] = {"order_accepted", "order_ready", "order_handed_over",
                                       "order_cancelled"};
    log_action(call, actions[step], "order/" + std::to_string(id));
    return console_answer(200, order_json(*order_for(call, id)));
}

}  // namespace tillpoints::cloud
