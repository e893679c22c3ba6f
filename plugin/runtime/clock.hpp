#pragma once
#include <chrono>
#include <optional>

#include "plugin/replay/policy.hpp"
#include "protocol/http.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// The terminal's time without jumps (its wall clock at the start plus what has passed since), and the
/// cloud's time as its answers tell it. Bound to one thread.
class Clock {
  public:
    Clock();
    replay::Now now() const;
    /// Learns the cloud's time from an answer's Date header, or its X-Timestamp where there is no Date.
    void learn(const HttpHeaders& headers);

  private:
    Timestamp local() const;

    Timestamp started_;
    std::chrono::steady_clock::time_point steady_start_;
    std::optional<std::chrono::milliseconds> cloud_ahead_;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one form RFC 9110 lets a server send.
std::optional<Timestamp> parse_http_date(std::string_view text);

}  // namespace tillpoints
