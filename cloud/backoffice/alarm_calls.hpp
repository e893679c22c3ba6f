#pragma once
#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {

inline constexpr int max_alarms = 1000;

/// Who was refused look-ups because too many had failed, the last one first.
HttpAnswer list_alarms(RequestContext& context, Reader in);

}  // namespace tillpoints::cloud
