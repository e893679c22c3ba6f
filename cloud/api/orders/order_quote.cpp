#include "cloud/api/orders/order_quote.hpp"

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/refusals.hpp"
#include "cloud/programme/settings.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::cloud {

OrderQuote quote_order(RequestContext& context, const OrderRecord& order) {
    OrderQuote quote;
    quote.customer = context.db.customers.find(order.customer).value();
    apply_due_events(context, quote.customer);
    quote.totals = context.db.customers.totals(order.customer);
    quote.sums = sums_of(order.content);
    quote.bill = bill_of(quote.sums);
    quote.most = max_points(context, quote.totals, quote.bill);
    quote.calc = calculate(context, quote.totals, quote.bill, order.points, quote.most);
    quote.calc.cash_total += quote.sums.delivery;
    return quote;
}

std::optional<OrderRecord> lock_order(RequestContext& context, std::int64_t id) {
    auto order = context.db.orders.find(id);
    if (!order) return {};
    context.db.customers.lock(order->customer);
    return context.db.is_alone() ? order : context.db.orders.find(id);
}

loyalty::GoodsOrder show_order(RequestContext& context, const OrderRecord& order) {
    const auto quote = quote_order(context, order);
    loyalty::GoodsOrder shown;
    shown.id = order.id;
    shown.created = order.created;
    shown.state = order.state;
    shown.status = order.status;
    shown.purchase = order.settled.value_or(quote.calc);
    shown.cash = shown.purchase.cash_total;
    shown.points = order.points;
    shown.total = quote.sums.goods + quote.sums.delivery;
    shown.customer = loyalty::OperationCustomer{order.customer, quote.customer.name, quote.customer.uid,
                                                membership_tier(tier_of(context, quote.totals))};
    shown.content = order.content;
    return shown;
}

std::optional<loyalty::GoodsOrder> advance_order(RequestContext& context, OrderRecord& order,
                                                 OrderAction action) {
    const auto next = next_stage(stage_of(order), action);
    if (!next) return {};
    order.state = next->state;
    order.status = next->status;
    context.db.orders.update(order);
    auto shown = show_order(context, order);
    enqueue_webhook(context, shown);
    return shown;
}

loyalty::Refusal no_such_order() {
    auto out = named_refusal(404, "goodsOrder.notFound");
    out.code = Errc::not_found;
    return out;
}

loyalty::Refusal wrong_stage(const OrderRecord& order) {
    const std::string state(loyalty::order_state_words[static_cast<std::size_t>(order.state)]);
    auto refusal = bad_field("state", "The order is " + state + " and does not take this.");
    refusal.errors.front().value = state;
    return refusal;
}

}  // namespace tillpoints::cloud
