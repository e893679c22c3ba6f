#pragma once
#include "cloud/programme/calculation.hpp"
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// Writes a purchase that was judged, with all its postings and what it earns others, and has the shop's
/// server told. Answers it with its id. `standing` is the buyer's before it.
OperationRecord book_purchase(Desk& desk, OperationRecord purchase, const CustomerRecord& buyer,
                              const Standing& standing, const Bill& bill);

}  // namespace tillpoints::cloud
