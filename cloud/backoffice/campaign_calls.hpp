#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

/// Sources of customers, and campaigns.
namespace tillpoints::cloud {

HttpAnswer set_source(RequestContext& context, Reader in);
HttpAnswer list_sources(RequestContext& context, Reader in);
HttpAnswer run_campaign(RequestContext& context, Reader in);
HttpAnswer list_campaigns(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
