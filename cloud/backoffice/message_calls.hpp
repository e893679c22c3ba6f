#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {

/// The outbox of messages to customers: up to 1000, beginning behind the id `after`. The text of a one-time
/// code is there until it was handed to the hook, or its five minutes are over.
HttpAnswer list_messages(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
