#pragma once
#include "cloud/storage/storage.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

/// The whole ledger, for a double-entry check from outside: `{balanced, faults, operations, postings}`.
/// Points of an operation are signed as in the protocol: what a purchase spent is negative; `award` is what
/// it earned.
Json ledger_view(Transaction& db);

}  // namespace tillpoints::cloud
