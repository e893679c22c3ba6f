#pragma once
#include "cloud/api/request_context.hpp"

/// Codes and cards, which only the back office issues: the partner API has no call for it.
namespace tillpoints::cloud {

/// A new six-digit code of the app, or the code that completes an order.
CodeRecord issue_code(RequestContext& context, ParticipantId customer,
                      std::optional<std::int64_t> order = {});

/// A card, whose code never changes; the code is made up if it is not given. Errc::invalid_value for a code
/// that is not 7 to 64 of [A-Za-z0-9-] (codes of the app have six digits), Errc::duplicate for a code that is
/// taken.
Result<CardRecord> issue_card(RequestContext& context, ParticipantId customer, CardKind kind,
                              const std::optional<std::string>& code);

}  // namespace tillpoints::cloud
