#pragma once
#include "cloud/server/reply.hpp"

namespace tillpoints::cloud {

/// How much of a body is read from who may not write: what small requests have, so that their connection can
/// be kept.
inline constexpr std::size_t max_refused_bytes = 16u << 10;

/// What becomes of a request of which only the head is known.
struct Admission {
    std::size_t body_limit = 1u << 20;
    std::function<Reply()>
        reply_unread{};    ///< the answer to a larger body, which is not read; absent: a bare 413
    bool refused = false;  ///< `otherwise` is the answer whatever the body, and no handler is asked
};

/// Refused with this answer.
inline Admission refused_admission(std::function<Reply()> answer) {
    return {max_refused_bytes, std::move(answer), true};
}

/// Judges a request by its head: the body is empty. Never throws.
using AdmissionCheck = std::function<Admission(const HttpRequest& head)>;

}  // namespace tillpoints::cloud
