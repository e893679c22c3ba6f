#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// The badRequest that names `field`, where one of the ids is no tag's.
std::optional<loyalty::Refusal> refuse_unknown_tags(RequestContext& context,
                                                    const std::vector<std::int64_t>& ids, std::string field);

}  // namespace tillpoints::cloud
