#include "cloud/messages/order_news.hpp"

#include <algorithm>

#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_open_orders = 50;

void queue_news(RequestContext& context, const MessagePolicy& policy, const OrderRecord& order) {
    const bool ready = order.status == loyalty::OrderStatus::ready;
    const auto& branch = order.content.delivery.branch;
    queue_message(context, policy, order.customer,
                  {"order/" + std::to_string(order.id) + (ready ? "/ready" : "/accepted"),
                   MessagePurpose::service,
                   ready ? "order_ready" : "order_accepted",
                   {{"order", std::to_string(order.id)}, {"branch", branch ? branch->display_name : ""}},
                   std::chrono::hours(24)});
}

}  // namespace

void OrderNews::tell(Service& service, const MessagePolicy& policy) {
    constexpr auto ready = loyalty::OrderStatus::ready;
    std::vector<std::int64_t> open;
    std::vector<OrderRecord> news;
    service.read([&](RequestContext& context) {
        news.clear();
        open = context.db.console.orders_in(loyalty::OrderState::created, most_open_orders);
        for (const auto id : open) {
            if (told_.contains({id, ready})) continue;
            const auto order = context.db.orders.find(id);
            if (order && order->status && !told_.contains({id, *order->status})) news.push_back(*order);
        }
    });
    if (!news.empty())
        service.transact([&](RequestContext& context) {
            for (const auto& order : news) queue_news(context, policy, order);
        });
    for (const auto& order : news) told_.insert({order.id, *order.status});
    std::erase_if(told_, [&](const Step& step) {
        return std::find(open.begin(), open.end(), step.first) == open.end();
    });
}

}  // namespace tillpoints::cloud
