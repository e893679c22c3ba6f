#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/purchase_check.hpp"

namespace tillpoints::cloud {

Identification identification_of(RequestContext& context, const loyalty::Identity& who);

/// The registered customer of a valid code, a card, a uid or a phone, after everything due was applied.
/// Errc::not_found, or Errc::participant_blocked for a blocked customer or card.
Result<CustomerRecord> identify(RequestContext& context, const loyalty::Identity& who);

/// The same for a purchase, where an unknown phone gives a new customer without an id.
Result<CustomerRecord> identify_buyer(RequestContext& context, const loyalty::Identity& who);

/// The order whose valid code this is, if it can be completed. Such a code pays for nothing else.
std::optional<OrderRecord> order_by_code(RequestContext& context, const loyalty::Identity& who);

}  // namespace tillpoints::cloud
