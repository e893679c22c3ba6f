#pragma once
#include <string>
#include <variant>

#include "cloud/outbound/outbound_client.hpp"
#include "protocol/http.hpp"
#include "protocol/loyalty/language.hpp"

/// What goes through the relay, and in what form. Pure.
namespace tillpoints::cloud {

/// The request as the cloud is to see it: the credential out of `credential_header` stands in Authorization,
/// whatever the network made of that, and of the other headers only those of the protocol go on. Instead an
/// answer where there is nothing to forward: no credential, or a method the protocol does not use.
std::variant<HttpRequest, HttpAnswer> forwarded(const HttpRequest& request,
                                                std::string_view credential_header);

/// The answer for the terminal: status, body and the protocol's headers unchanged. Without an answer 502 or,
/// out of time, 504: a terminal takes either for an outcome that is not known, which is the truth.
HttpAnswer answer_for_terminal(const OutboundOutcome& outcome,
                               loyalty::Language language = loyalty::Language::english);

/// 503, for when there are too many requests under way already.
HttpAnswer overloaded_answer(loyalty::Language language = loyalty::Language::english);

/// What the relay's own messages to this terminal are written in.
loyalty::Language language_for(const HttpRequest& request);

/// Path without query, for a log: a query may hold a phone or a code.
std::string log_name(const HttpRequest& request);

}  // namespace tillpoints::cloud
