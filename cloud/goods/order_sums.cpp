#include "cloud/goods/order_sums.hpp"

namespace tillpoints::cloud {

OrderSums sums_of(const loyalty::OrderContent& content) {
    OrderSums sums;
    for (const auto& item : content.items) {
        const Money line = line_sum(item.offer_price.value_or(item.price), item.quantity);
        sums.goods += line;
        if (item.skip_loyalty) sums.skip_loyalty += line;
    }
    if (const auto& chosen = content.delivery.delivery_case) sums.delivery = chosen->value;
    return sums;
}

}  // namespace tillpoints::cloud
