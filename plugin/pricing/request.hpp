#pragma once
#include "protocol/error.hpp"
#include "protocol/json.hpp"

namespace tillpoints::pricing {

/// Answers one allocation request as JSON: what `tillpoints allocate` and the C extension
/// "tillpoints.pricing" offer without a configuration or an instance. Pure; PRICING.md describes both
/// messages. A request that cannot be read gives the first problem found, with the path of its field.
Result<Json> allocate_request(const Json& request, bool explain);

}  // namespace tillpoints::pricing
