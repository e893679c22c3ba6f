#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Who chooses the goods: a customer, from the visible price list, or the shop, which may also choose hidden
/// goods and write lines of its own.
enum class OrderedBy { customer, shop };

/// The lines of an order for these drafts. Goods that the order already has (`before`) keep their price.
/// Every problem is added to `problems`.
std::vector<loyalty::OrderItem> order_lines(RequestContext& context,
                                            const std::vector<loyalty::OrderItemDraft>& drafts,
                                            const std::vector<loyalty::OrderItem>& before, OrderedBy by,
                                            Problems& problems);

/// Takes what was sold off the stock of goods that have a stock; it never goes below zero.
void take_from_stock(RequestContext& context, const std::vector<loyalty::OrderItem>& items);

}  // namespace tillpoints::cloud
