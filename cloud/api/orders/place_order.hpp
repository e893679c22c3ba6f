#pragma once
#include "cloud/api/orders/order_quote.hpp"

/// The app's part in an order, which the partner API has not: customers make orders, answer the shop's
/// changes and pay.
namespace tillpoints::cloud {

struct OrderRequest {
    std::vector<loyalty::OrderItemDraft> items;
    loyalty::OrderDelivery delivery;  ///< of a pick-up the branch's name counts, not its id
    loyalty::PaymentMethod payment;
    std::optional<std::string> comment;
    Points points;  ///< to spend; checked now and once more when the order is completed
};

/// Makes the order, or says every reason why not.
std::variant<loyalty::GoodsOrder, Problems> place_order(RequestContext& context,
                                                        const CustomerRecord& customer,
                                                        const OrderRequest& order_request);

/// The customer pays, agrees or declines. Errc::not_found if there is no such order, Errc::out_of_order if it
/// does not take that now.
Result<loyalty::GoodsOrder> answer_order(RequestContext& context, std::int64_t id, OrderAction action);

}  // namespace tillpoints::cloud
