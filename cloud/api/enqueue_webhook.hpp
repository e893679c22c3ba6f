#pragma once
#include "cloud/api/request_context.hpp"

/// Queues a message to the shop's server, in the transaction of what it tells. Does nothing if no such server
/// is configured.
namespace tillpoints::cloud {

void enqueue_webhook(RequestContext& context, const OperationRecord& operation);
void enqueue_webhook(RequestContext& context, const CustomerRecord& customer);
void enqueue_webhook(RequestContext& context, const loyalty::GoodsOrder& order);

}  // namespace tillpoints::cloud
