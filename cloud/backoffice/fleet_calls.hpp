#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// Terminals that report to this cloud, and releases for them. Their times are real time, whatever time the
/// database has.
namespace tillpoints::cloud {

/// `{terminals: [{name, token_digest}]}`, as `tillpoints fleet bundle` writes it.
HttpAnswer register_terminals(RequestContext& context, Reader in);
/// `{terminal}`: it may not report any more.
HttpAnswer remove_terminal(RequestContext& context, Reader in);
/// Every terminal with what is wrong with it.
HttpAnswer list_terminals(RequestContext& context, Reader in);
/// `{document, share?, watch_minutes?, tolerated?}`: begins to hand out a signed release.
HttpAnswer roll_out(RequestContext& context, Reader in);
/// The releases, the newest first.
HttpAnswer list_rollouts(RequestContext& context, Reader in);
/// `{number}`: nobody gets it any more.
HttpAnswer stop_rollout(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
