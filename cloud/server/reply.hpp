#pragma once
#include <chrono>
#include <functional>
#include <optional>

#include "protocol/http.hpp"

namespace tillpoints::cloud {

/// What a server does with a request: answer it, late, in part or never.
struct Reply {
    std::optional<HttpAnswer> answer;        ///< absent: the connection is closed without a word
    std::chrono::milliseconds delay{0};      ///< before the answer, or before the connection is closed
    bool cut = false;                        ///< only half of the body is sent, then the connection is closed
    bool spoiled = false;                    ///< on purpose: the answer is not the protocol's
    std::chrono::milliseconds body_time{0};  ///< the body comes in dribbles that take this long together
    std::function<void()> later;             ///< if set: run `later_delay` after the connection was closed
    std::chrono::milliseconds later_delay{0};
};

using Handler = std::function<Reply(const HttpRequest&)>;
/// One that may give its reply later, from the io_context's thread; exactly once.
using AsyncHandler = std::function<void(HttpRequest, std::function<void(Reply)>)>;

}  // namespace tillpoints::cloud
