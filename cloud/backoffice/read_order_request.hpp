#pragma once
#include "cloud/api/orders/place_order.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// What a customer orders in the app: `items`, where it is picked up (`branch`, by name) or `delivery` in the
/// protocol's form, `paymentMethod` in that form too (cash if absent), `comment`, `points`.
OrderRequest read_order_request(Reader& in);

}  // namespace tillpoints::cloud
