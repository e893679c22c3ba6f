#pragma once
#include "cloud/api/service.hpp"
#include "cloud/backoffice/backoffice_call.hpp"

/// Time and the owner's report.
namespace tillpoints::cloud {

/// `{now, virtual}`.
HttpAnswer show_time(Service& service);
/// `{days}`, `{hours}` or both, or `{to}`: moves time forward and sweeps every day that passes.
HttpAnswer advance_time(Service& service, Reader in);

/// `{from?, to?}`: the report as JSON; of all time if they are absent.
HttpAnswer show_report(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
