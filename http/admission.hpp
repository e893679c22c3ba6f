#pragma once
#include "http/reply.hpp"

namespace tillpoints {

/// How much of a body is read from a client that may not write: as much as small requests have, so that their
/// connection can be kept.
inline constexpr std::size_t max_refused_bytes = 16u << 10;

/// What becomes of a request of which only the head is known.
struct Admission {
    std::size_t body_limit = 1u << 20;
    std::function<Reply()>
        reply_unread{};    ///< the reply to a larger body, which is not read; absent: a bare 413
    bool refused = false;  ///< `reply_unread` is the reply whatever the body, and no handler is asked
};

/// Refused with this reply.
inline Admission refused_admission(std::function<Reply()> reply) {
    return {max_refused_bytes, std::move(reply), true};
}

/// Judges a request by its head: the body is empty. Never throws.
using AdmissionCheck = std::function<Admission(const HttpRequest& head)>;

/// What answers the requests that come to one port.
struct Endpoint {
    AdmissionCheck admission_check;
    AsyncHandler handler;
};

}  // namespace tillpoints
