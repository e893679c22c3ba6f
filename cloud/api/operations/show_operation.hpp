#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// A purchase or a refund as the protocol shows it.
loyalty::Operation show_operation(RequestContext& context, const OperationRecord& record);

}  // namespace tillpoints::cloud
