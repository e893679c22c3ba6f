#pragma once
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// Gives a printed voucher's points to a customer. Errc::not_found if the voucher is unknown, expired or
/// collected.
Result<Points> collect_voucher(RequestContext& context, const std::string& code, ParticipantId customer);

}  // namespace tillpoints::cloud
