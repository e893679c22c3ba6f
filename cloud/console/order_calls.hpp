#pragma once
#include "cloud/console/console_call.hpp"

/// Orders of the app, as a branch works them off.
namespace tillpoints::cloud {

/// Orders to work off, the newest first; who belongs to a branch sees those to be picked up there.
HttpAnswer list_orders(ConsoleCall& call, Reader in);
/// `{order, step}`: accepted, ready, handed_over (which makes it a purchase) or cancelled.
HttpAnswer step_order(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
