#pragma once
#include "cloud/service/desk.hpp"

namespace tillpoints::cloud {

/// Books what time has done to a customer since they were last seen: certificates that lapsed, points that
/// expired. Nobody sweeps; whoever shows or serves a customer calls this first.
void catch_up(Desk& desk, const CustomerRecord& customer);

}  // namespace tillpoints::cloud
