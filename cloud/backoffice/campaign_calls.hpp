#pragma once
#include "cloud/backoffice/office_call.hpp"

/// How customers come and are spoken to.
namespace tillpoints::cloud {

HttpAnswer set_source(Desk& desk, Reader in);
HttpAnswer list_sources(Desk& desk, Reader in);
HttpAnswer run_campaign(Desk& desk, Reader in);
HttpAnswer list_campaigns(Desk& desk, Reader in);

}  // namespace tillpoints::cloud
