#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "plugin/ports/loop.hpp"
#include "plugin/replay/policy.hpp"
#include "protocol/http.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints {

/// The terminal's time without jumps (its wall clock at the start plus what has passed on the loop since),
/// and the cloud's time as its answers tell it. Bound to one thread.
class Clock {
  public:
    Clock(const Loop& loop, Timestamp wall, std::function<Timestamp()> wall_now = {});
    replay::Now now() const;
    /// The terminal's clock as it is now; it may have been set since the start.
    Timestamp wall() const { return wall_now_ ? wall_now_() : now().local; }
    /// Learns the cloud's time from an answer's Date header, or its X-Timestamp where there is no Date.
    void learn(const HttpHeaders& headers);
    void learn(Timestamp cloud_now);

  private:
    Timestamp local() const;

    const Loop& loop_;
    std::function<Timestamp()> wall_now_;
    Timestamp started_;
    Loop::Moment steady_start_;
    std::optional<std::chrono::milliseconds> cloud_ahead_;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one form RFC 9110 lets a server send.
std::optional<Timestamp> parse_http_date(std::string_view text);

}  // namespace tillpoints
