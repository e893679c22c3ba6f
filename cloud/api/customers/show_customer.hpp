#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// A customer as the protocol shows it.
loyalty::Customer show_customer(RequestContext& context, const CustomerRecord& record,
                                const CustomerTotals& totals);

}  // namespace tillpoints::cloud
