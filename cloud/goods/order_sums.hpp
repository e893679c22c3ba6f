#pragma once
#include "cloud/programme/calculation.hpp"
#include "protocol/loyalty/orders.hpp"

namespace tillpoints::cloud {

/// What an order costs before points.
struct OrderSums {
    Money goods;
    Money skip_loyalty;  ///< of the goods, what earns no award and gets no discount
    Money delivery;
    friend bool operator==(const OrderSums&, const OrderSums&) = default;
};

/// Each line is its price (the offer's, where there is one) times its quantity, half up; sums of lines.
OrderSums sums_of(const loyalty::OrderContent& content);

inline Bill bill_of(const OrderSums& sums) {
    return {sums.goods, sums.skip_loyalty, Money()};
}

}  // namespace tillpoints::cloud
