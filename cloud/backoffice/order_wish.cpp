#include "cloud/backoffice/order_wish.hpp"

namespace tillpoints::cloud {
namespace {

loyalty::OrderDelivery read_handing_over(Reader& in) {
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

OrderWish read_order_wish(Reader& in) {
    OrderWish wish;
    wish.items = loyalty::read_order_items(in, "items");
    wish.delivery = read_handing_over(in);
    if (auto payment = in.maybe_object("paymentMethod"))
        wish.payment = loyalty::read_payment_method(*payment);
    wish.comment = in.maybe_text("comment", 4096);
    wish.points = in.maybe_points("points").value_or(Points());
    return wish;
}

}  // namespace tillpoints::cloud
