#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {

/// What the shop's server is still to be told, and what was given up: up to 1000, behind the id `after`.
HttpAnswer list_webhooks(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
