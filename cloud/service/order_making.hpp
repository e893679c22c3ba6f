#pragma once
#include "cloud/service/order_view.hpp"

/// The app's part in an order, which the partner API has not: customers make orders, answer the shop's
/// changes and pay.
namespace tillpoints::cloud {

struct OrderWish {
    std::vector<loyalty::OrderItemDraft> items;
    loyalty::OrderDelivery delivery;  ///< of a pick-up the branch's name counts, not its id
    loyalty::PaymentMethod payment;
    std::optional<std::string> comment;
    Points points;  ///< to spend; checked now and once more when the order is completed
};

/// Makes the order, or says every reason why not.
std::variant<loyalty::GoodsOrder, Problems> make_order(Desk& desk, const CustomerRecord& customer,
                                                       const OrderWish& wish);

/// The customer pays, agrees or declines. Errc::not_found if there is no such order, Errc::out_of_order if it
/// does not take that now.
Result<loyalty::GoodsOrder> answer_order(Desk& desk, std::int64_t id, OrderAction action);

}  // namespace tillpoints::cloud
