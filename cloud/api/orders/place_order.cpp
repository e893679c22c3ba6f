#include "cloud/api/orders/place_order.hpp"

#include "cloud/api/enqueue_webhook.hpp"
#include "cloud/api/orders/order_lines.hpp"
#include "cloud/api/orders/order_quote.hpp"
#include "cloud/api/shown_company.hpp"

namespace tillpoints::cloud {
namespace {

/// The branch of this name, if the shop has one that is not closed.
std::optional<loyalty::Named> branch_named(RequestContext& context,
                                           const std::optional<loyalty::Named>& wanted) {
    for (const auto& [branch, profile] : company_branches(context))
        if (wanted && !profile.closed && branch.display_name == wanted->display_name) return branch;
    return {};
}

}  // namespace

std::variant<loyalty::GoodsOrder, Problems> place_order(RequestContext& context,
                                                        const CustomerRecord& customer,
                                                        const OrderRequest& order_request) {
    Problems problems;
    OrderRecord order;
    order.created = context.now;
    order.customer = customer.id;
    order.points = order_request.points;
    order.content = {order_request.comment,
                     order_request.delivery,
                     {},
                     order_request.payment,
                     order_lines(context, order_request.items, {}, OrderedBy::customer, problems)};
    auto& delivery = order.content.delivery;
    delivery.branch = branch_named(context, order_request.delivery.branch);
    if (delivery.kind == loyalty::DeliveryKind::pickup && !delivery.branch)
        problems.push_back({Errc::invalid_value, "branch", "the name of a branch", {}});
    if (order_request.payment.online)
        order.content.online_payment = loyalty::OnlinePayment{random_uuid(context.randomness), false};
    if (!problems.empty()) return problems;
    const auto quote = quote_order(context, order);
    if (order_request.points < Points() || order_request.points > quote.most)
        return Problems{{Errc::out_of_range, "points", "from 0 to " + to_text(quote.most),
                         to_text(order_request.points)}};
    order.id = context.db.orders.add(order);
    auto shown = show_order(context, order);
    enqueue_webhook(context, shown);
    return shown;
}

Result<loyalty::GoodsOrder> answer_order(RequestContext& context, std::int64_t id, OrderAction action) {
    auto order = lock_order(context, id);
    if (!order) return Problem{Errc::not_found, "order", "an order", std::to_string(id)};
    if (action == OrderAction::pay && order->content.online_payment)
        order->content.online_payment->completed = true;
    const auto shown = advance_order(context, *order, action);
    if (!shown) return Problem{Errc::out_of_order, "order", "one that takes this now", std::to_string(id)};
    return *shown;
}

}  // namespace tillpoints::cloud
