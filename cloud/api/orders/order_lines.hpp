#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Who names the goods: a customer, who takes them from the list as it is, or the shop, which may also write
/// lines of its own and goods it hides.
enum class OrderedBy { customer, shop };

/// The lines of an order by what was named. Goods that the order has already (`before`) keep the price that
/// was promised. Every fault goes into `problems`.
std::vector<loyalty::OrderItem> order_lines(RequestContext& context,
                                            const std::vector<loyalty::OrderItemDraft>& drafts,
                                            const std::vector<loyalty::OrderItem>& before, OrderedBy by,
                                            Problems& problems);

/// Takes what was sold off the stock of goods that have one, down to nothing.
void take_from_stock(RequestContext& context, const std::vector<loyalty::OrderItem>& items);

}  // namespace tillpoints::cloud
