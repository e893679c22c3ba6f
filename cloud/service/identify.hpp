#pragma once
#include "cloud/programme/purchase_check.hpp"
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

Means means_of(Desk& desk, const loyalty::Identity& who);

/// The registered customer behind a living code, a card, a uid or a phone. What time has done to them is
/// booked first. Errc::not_found, or Errc::participant_blocked for a blocked customer or card.
Result<CustomerRecord> identify(Desk& desk, const loyalty::Identity& who);

/// The same for a purchase, where an unknown phone is a customer too: one without an id yet.
Result<CustomerRecord> identify_buyer(Desk& desk, const loyalty::Identity& who);

/// The order that this is the living code of, if it can be completed. Such a code pays for nothing else.
std::optional<OrderRecord> order_behind(Desk& desk, const loyalty::Identity& who);

}  // namespace tillpoints::cloud
