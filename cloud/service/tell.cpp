#include "cloud/service/tell.hpp"

#include "cloud/service/answers.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

template <class T>
void tell(Desk& desk, WebhookKind kind, const T& what) {
    desk.books.add_webhook(
        {0, desk.now, kind, random_uuid(desk.randomness), dump(loyalty::to_json(what)), 0, desk.now});
}

}  // namespace

void tell_of_operation(Desk& desk, const OperationRecord& operation) {
    if (desk.premises.webhooks) tell(desk, WebhookKind::operation, show_operation(desk, operation));
}

void tell_of_participant(Desk& desk, const CustomerRecord& customer) {
    if (!desk.premises.webhooks) return;
    tell(desk, WebhookKind::participant, show_customer(desk, customer, desk.books.standing(customer.id)));
}

void tell_of_order(Desk& desk, const loyalty::GoodsOrder& order) {
    if (desk.premises.webhooks) tell(desk, WebhookKind::goods_order, order);
}

}  // namespace tillpoints::cloud
