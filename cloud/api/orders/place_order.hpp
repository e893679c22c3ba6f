#pragma once
#include "cloud/api/orders/order_quote.hpp"

/// The customer's part in an order, for which the partner API has no call: customers place orders, accept the
/// shop's changes and pay.
namespace tillpoints::cloud {

struct OrderRequest {
    std::vector<loyalty::OrderItemDraft> items;
    loyalty::OrderDelivery delivery;  ///< the branch of a pick-up is found by name, not by id
    loyalty::PaymentMethod payment;
    std::optional<std::string> comment;
    Points points;  ///< to spend; checked now and again when the order is completed
};

/// Places the order, or returns every reason why it cannot be placed.
std::variant<loyalty::GoodsOrder, Problems> place_order(RequestContext& context,
                                                        const CustomerRecord& customer,
                                                        const OrderRequest& order_request);

/// The customer pays, agrees or declines. Errc::not_found if there is no such order, Errc::out_of_order if it
/// does not accept the action now.
Result<loyalty::GoodsOrder> answer_order(RequestContext& context, std::int64_t id, OrderAction action);

}  // namespace tillpoints::cloud
