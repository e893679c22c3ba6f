#pragma once
#include "cloud/api/request_context.hpp"

/// Leaves word for the shop's server in the transaction of what happened; a courier takes it there. Does
/// nothing where no such server is known.
namespace tillpoints::cloud {

void enqueue_webhook(RequestContext& context, const OperationRecord& operation);
void enqueue_webhook(RequestContext& context, const CustomerRecord& customer);
void enqueue_webhook(RequestContext& context, const loyalty::GoodsOrder& order);

}  // namespace tillpoints::cloud
