#pragma once
#include <optional>
#include <string>

#include "plugin/transport/base_url.hpp"
#include "plugin/transport/secret.hpp"
#include "protocol/error.hpp"
#include "protocol/http.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// What all requests to one cloud have in common.
struct Caller {
    BaseUrl url;
    std::string credential_header;
    std::string accept_language;
    Secret credential;  ///< "Basic ..."
};

/// Why this caller's header name or language cannot be sent; none if they can.
std::optional<Problem> unsendable(const Caller& caller);

/// Why this request must not be sent: a method, target, header name or value that would break out of its
/// line, or a header that belongs to the transport (Host, Content-Length, Expect, ...). None if it may.
std::optional<Problem> unsendable(const Caller& caller, const HttpRequest& request);

/// Writes head and body of a checked request into `out`: one block, Content-Length, never chunked. A header
/// of the request replaces the default of the same name. `request_id` may be empty.
void write_request(const Caller& caller, const HttpRequest& request, std::string_view request_id,
                   Timestamp now, Secret& out);

}  // namespace tillpoints
