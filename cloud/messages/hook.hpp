#pragma once
#include "cloud/messages/delivery.hpp"
#include "cloud/outbound/outbound_client.hpp"

/// The hook: a server of the shop that sends messages by SMS or e-mail. What it is told, and what its answers
/// mean. Pure.
namespace tillpoints::cloud {

/// `POST URL/messages` of `{id, to, text, language, purpose}`, with the message's reference as
/// `Idempotency-Key`: a repeated one must not be sent again. `authorization` is the header's value; empty:
/// none.
HttpRequest hook_request(const MessageRecord& record, const std::string& text,
                         const std::string& authorization);

SendOutcome hook_outcome(const OutboundOutcome& outcome);

}  // namespace tillpoints::cloud
