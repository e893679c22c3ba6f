#pragma once
#include "cloud/service/order_making.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {

/// What a customer orders in the app: `items`, `delivery` and `paymentMethod` in the protocol's form (cash if
/// absent), `comment`, `points`.
OrderWish read_order_wish(Reader& in);

}  // namespace tillpoints::cloud
