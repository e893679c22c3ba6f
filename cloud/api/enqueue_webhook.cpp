#include "cloud/api/enqueue_webhook.hpp"

#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/operations/show_operation.hpp"
#include "cloud/api/participant_ids.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

template <class T>
void enqueue(RequestContext& context, WebhookKind kind, T what) {
    show_ids(what);
    context.db.webhooks.add({0, context.now, kind, random_uuid(context.randomness),
                             dump(loyalty::to_json(what)), 0, context.now});
}

}  // namespace

void enqueue_webhook(RequestContext& context, const OperationRecord& operation) {
    if (context.service_info.webhooks)
        enqueue(context, WebhookKind::operation, show_operation(context, operation));
}

void enqueue_webhook(RequestContext& context, const CustomerRecord& customer) {
    if (!context.service_info.webhooks) return;
    enqueue(context, WebhookKind::participant,
            show_customer(context, customer, context.db.customers.totals(customer.id)));
}

void enqueue_webhook(RequestContext& context, const loyalty::GoodsOrder& order) {
    if (context.service_info.webhooks) enqueue(context, WebhookKind::goods_order, order);
}

}  // namespace tillpoints::cloud
