#include "cloud/goods/order_sums.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

loyalty::OrderItem line(std::int64_t thousandths, std::int64_t price, std::optional<Money> offer = {},
                        bool skip = false) {
    loyalty::OrderItem item;
    item.quantity = Quantity{thousandths};
    item.price = Money(price);
    item.offer_price = offer;
    item.skip_loyalty = skip;
    return item;
}

}  // namespace

TEST_CASE("an order costs the sum of its lines, each rounded half up to the kopeck, and the delivery") {
    loyalty::OrderContent content;
    content.items = {line(3000, 33'33), line(437, 199'99), line(1000, 500'00, Money(399'99)),
                     line(2000, 0'05, {}, true)};
    content.delivery.kind = loyalty::DeliveryKind::delivery;
    content.delivery.delivery_case = loyalty::DeliveryCase{"Courier", Money(299'00)};
    // 0.437 of 199.99 is 87.39563.
    CHECK(sums_of(content) == OrderSums{Money(99'99 + 87'40 + 399'99 + 10), Money(10), Money(299'00)});
}

TEST_CASE("half a kopeck is rounded up, a line at a time") {
    loyalty::OrderContent content;
    content.items = {line(500, 1), line(500, 1)};
    CHECK(sums_of(content).goods == Money(2));
}

TEST_CASE("an empty order costs nothing") {
    CHECK(sums_of({}) == OrderSums());
}
