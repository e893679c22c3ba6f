#pragma once
#include "cloud/programme/purchase_check.hpp"
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

Means means_of(Desk& desk, const loyalty::Identity& who);

/// The registered customer behind a living code, a uid or a phone. Points that have expired by now are taken
/// first.
std::optional<CustomerRecord> identify(Desk& desk, const loyalty::Identity& who);

/// The same for a purchase, where an unknown phone is a customer too: one without an id yet.
std::optional<CustomerRecord> identify_buyer(Desk& desk, const loyalty::Identity& who);

/// The order that this is the living code of, if it can be completed. Such a code pays for nothing else.
std::optional<OrderRecord> order_behind(Desk& desk, const loyalty::Identity& who);

}  // namespace tillpoints::cloud
