#pragma once
#include "cloud/api/request_context.hpp"

/// What the bot tells a customer of what is theirs.
namespace tillpoints::cloud {

std::string balance_text(RequestContext& context, const CustomerRecord& customer, loyalty::Language language);
/// The last ten purchases and returns.
std::string history_text(RequestContext& context, const CustomerRecord& customer, loyalty::Language language);
std::string certificates_text(RequestContext& context, const CustomerRecord& customer,
                              loyalty::Language language);
std::string invitation_text(RequestContext& context, const CustomerRecord& customer,
                            loyalty::Language language, const std::string& link);

/// The branches that are not closed, each with until when it is open by its own clock.
std::string shops_text(RequestContext& context, loyalty::Language language, std::chrono::minutes utc_offset);

}  // namespace tillpoints::cloud
