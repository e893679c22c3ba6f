#pragma once
#include "cloud/api/service.hpp"
#include "cloud/backoffice/backoffice_call.hpp"

/// Time and the owner's report.
namespace tillpoints::cloud {

/// `{now, virtual}`.
HttpAnswer show_time(Service& service);
/// `{days}`, `{hours}` or both: forward by so much, sweeping every day that passes; or `{to}`.
HttpAnswer advance_time(Service& service, Reader in);

/// `{from?, to?}`: the report as JSON, of all time unless told otherwise.
HttpAnswer show_report(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
