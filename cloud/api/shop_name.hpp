#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// What customers call the shop: the name that the company gave itself, else the programme's.
std::string shop_name(RequestContext& context);

}  // namespace tillpoints::cloud
