#pragma once
#include <map>
#include <string>

#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// What a member reads: the text in the member's language, and `message` where there is none.
std::string member_text(RequestContext& context, const std::string& message,
                        const std::map<std::string, std::string>& texts, ParticipantId member);

}  // namespace tillpoints::cloud
