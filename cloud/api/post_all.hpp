#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Writes the transfers of one cause into the ledger, at the time the request has.
inline void post_all(RequestContext& context, const std::vector<Transfer>& transfers) {
    for (const auto& transfer : transfers) context.db.ledger.post(transfer, context.now);
}

}  // namespace tillpoints::cloud
