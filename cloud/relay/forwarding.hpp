#pragma once
#include <string>
#include <variant>

#include "cloud/outbound/outbound_client.hpp"
#include "protocol/http.hpp"
#include "protocol/loyalty/language.hpp"

/// What the relay forwards, and in what form. Pure.
namespace tillpoints::cloud {

/// The request in the form that the cloud gets: Authorization holds the credential of `credential_header`,
/// whatever the network put there, and of the other headers only the protocol's remain. Instead an answer if
/// there is nothing to forward: no credential, or a method the protocol does not use.
std::variant<HttpRequest, HttpAnswer> forwarded(const HttpRequest& request,
                                                std::string_view credential_header);

/// The answer for the terminal: status, body and the protocol's headers unchanged. Without an answer of the
/// cloud it is 502, or 504 after a timeout: a terminal takes either for an unknown outcome, and that is what
/// it is.
HttpAnswer answer_for_terminal(const OutboundOutcome& outcome,
                               loyalty::Language language = loyalty::Language::english);

/// 503, for when too many requests are pending already.
HttpAnswer overloaded_answer(loyalty::Language language = loyalty::Language::english);

/// The language of the relay's own messages to this terminal.
loyalty::Language language_for(const HttpRequest& request);

/// The method and the path without the query, for a log: a query may contain a phone or a code.
std::string log_name(const HttpRequest& request);

}  // namespace tillpoints::cloud
