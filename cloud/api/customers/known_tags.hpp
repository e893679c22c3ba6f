#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// A badRequest that names `field` if one of the ids is not the id of a tag.
std::optional<loyalty::Refusal> refuse_unknown_tags(RequestContext& context,
                                                    const std::vector<std::int64_t>& ids, std::string field);

}  // namespace tillpoints::cloud
