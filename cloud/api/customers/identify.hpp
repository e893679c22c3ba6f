#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/purchase_check.hpp"

namespace tillpoints::cloud {

Identification identification_of(RequestContext& context, const loyalty::Identity& who);

/// The registered customer behind a living code, a card, a uid or a phone. What time has done to them is
/// booked first. Errc::not_found, or Errc::participant_blocked for a blocked customer or card.
Result<CustomerRecord> identify(RequestContext& context, const loyalty::Identity& who);

/// The same for a purchase, where an unknown phone is a customer too: one without an id yet.
Result<CustomerRecord> identify_buyer(RequestContext& context, const loyalty::Identity& who);

/// The order that this is the living code of, if it can be completed. Such a code pays for nothing else.
std::optional<OrderRecord> order_by_code(RequestContext& context, const loyalty::Identity& who);

}  // namespace tillpoints::cloud
