#include "cloud/backoffice/order_wish.hpp"

namespace tillpoints::cloud {

OrderWish read_order_wish(Reader& in) {
    OrderWish wish;
    wish.items = loyalty::read_order_items(in, "items");
    wish.delivery = loyalty::read_order_delivery(in.object("delivery"));
    if (wish.delivery.kind == loyalty::DeliveryKind::pickup && !wish.delivery.branch)
        in.fail("delivery.branch", Errc::missing_field, "where the order is picked up");
    if (auto payment = in.maybe_object("paymentMethod"))
        wish.payment = loyalty::read_payment_method(*payment);
    wish.comment = in.maybe_text("comment", 4096);
    wish.points = in.maybe_points("points").value_or(Points());
    return wish;
}

}  // namespace tillpoints::cloud
