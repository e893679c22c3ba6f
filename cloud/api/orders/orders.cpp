#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/operations/record_purchase.hpp"
#include "cloud/api/orders/order_lines.hpp"
#include "cloud/api/orders/order_quote.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {
namespace {

/// The order after the action, or the reason why it does not accept it.
loyalty::ShopAnswer moved(RequestContext& context, OrderRecord& order, OrderAction action) {
    auto shown = advance_order(context, order, action);
    if (!shown) return wrong_stage(order);
    return std::move(*shown);
}

OperationRecord purchase_of(RequestContext& context, const OrderRecord& order, const OrderQuote& quote) {
    OperationRecord purchase;
    purchase.created = context.now;
    purchase.customer = order.customer;
    purchase.total = quote.calc.total;
    purchase.cash = quote.calc.cash;
    purchase.points = order.points;
    purchase.award = quote.calc.cash_back;
    return purchase;
}

/// The error if the order cannot be paid for as it stands.
std::optional<Errc> unpayable(RequestContext& context, const OrderRecord& order, const OrderQuote& quote) {
    const Purchase purchase{Identification::code, quote.totals.balance, quote.bill, order.points,
                            quote.calc.cash};
    return refuse_purchase(context, quote.totals, purchase);
}

}  // namespace

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::GetOrder& call) {
    const auto order = context.db.orders.find(call.id);
    if (!order) return no_such_order();
    return show_order(context, *order);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::UpdateOrder& call) {
    auto order = lock_order(context, call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::edit)) return wrong_stage(*order);
    Problems problems;
    auto& content = order->content;
    const bool tolerant = context.variants.input_forms == loyalty::InputForms::tolerated;
    if (call.delivery_case && content.delivery.kind != loyalty::DeliveryKind::delivery && !tolerant)
        problems.push_back({Errc::invalid_value, "deliveryCase", "nothing, for the order is picked up", {}});
    if (call.delivery_case) content.delivery.delivery_case = call.delivery_case;
    if (call.items)
        content.items = order_lines(context, *call.items, content.items, OrderedBy::shop, problems);
    if (!problems.empty()) return refusal_of(problems);
    order->points = std::min(order->points, quote_order(context, *order).most);
    return moved(context, *order, OrderAction::edit);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CompleteOrder& call) {
    auto order = lock_order(context, call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::complete)) return wrong_stage(*order);
    const auto quote = quote_order(context, *order);
    if (quote.customer.blocked) return refusal(Errc::participant_blocked);
    if (const auto error = unpayable(context, *order, quote)) return refusal(*error);
    const auto purchase = record_purchase(context, purchase_of(context, *order, quote), quote.customer,
                                          quote.totals, quote.bill);
    take_from_stock(context, order->content.items);
    order->operation = purchase.id;
    order->settled = quote.calc;
    return loyalty::OrderCompleted{purchase.id,
                                   advance_order(context, *order, OrderAction::complete).value()};
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::MakeOrderCode& call) {
    const auto order = context.db.orders.find(call.id);
    if (!order) return no_such_order();
    if (!next_stage(stage_of(*order), OrderAction::complete)) return wrong_stage(*order);
    return loyalty::OrderCode{issue_code(context, order->customer, order->id).code};
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::ChangeOrderStatus& call) {
    static constexpr OrderAction actions[] = {OrderAction::accept, OrderAction::make_ready,
                                              OrderAction::ask_payment};
    auto order = lock_order(context, call.id);
    if (!order) return no_such_order();
    return moved(context, *order, actions[static_cast<std::size_t>(call.to)]);
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::CancelOrder& call) {
    auto order = lock_order(context, call.id);
    if (!order) return no_such_order();
    return moved(context, *order, OrderAction::cancel);
}

}  // namespace tillpoints::cloud
