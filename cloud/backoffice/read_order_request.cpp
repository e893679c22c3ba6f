#include "cloud/backoffice/read_order_request.hpp"

namespace tillpoints::cloud {
namespace {

loyalty::OrderDelivery read_delivery(Reader& in) {
    if (auto delivery = in.maybe_object("delivery")) {
        auto out = loyalty::read_order_delivery(*delivery);
        if (out.kind == loyalty::DeliveryKind::pickup)
            in.fail("delivery.type", Errc::invalid_value, "DELIVERY; a pick-up only names its branch");
        return out;
    }
    loyalty::OrderDelivery pickup;
    pickup.branch = loyalty::Named{0, in.text("branch")};
    return pickup;
}

}  // namespace

OrderRequest read_order_request(Reader& in) {
    OrderRequest order_request;
    order_request.items = loyalty::read_order_items(in, "items");
    order_request.delivery = read_delivery(in);
    if (auto payment = in.maybe_object("paymentMethod"))
        order_request.payment = loyalty::read_payment_method(*payment);
    order_request.comment = in.maybe_text("comment", 4096);
    order_request.points = in.maybe_points("points").value_or(Points());
    return order_request;
}

}  // namespace tillpoints::cloud
