#pragma once
#include "cloud/api/request_context.hpp"

/// Who has left: known by a keyed digest of the phone only.
namespace tillpoints::cloud {

std::string departed_digest(const std::string& secret, const Phone& phone);

/// Has a customer with this phone left, or been erased?
bool has_departed(RequestContext& context, const Phone& phone);

}  // namespace tillpoints::cloud
