#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {

/// Messages to the shop's server that are queued or were given up: up to 1000, beginning behind the id
/// `after`.
HttpAnswer list_webhooks(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
