#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <variant>

#include "protocol/error.hpp"
#include "protocol/http.hpp"

namespace tillpoints {

/// Why there is no answer. `unsent` is true only if it is certain that no byte of the request reached the
/// server (name, connect or TLS failed): then it may be sent again without a look-up. Otherwise the server
/// may have carried the request out.
struct NoAnswer {
    Errc code = Errc::unreachable;
    bool unsent = false;
    std::string detail;  ///< for the log; no secrets
};

using Outcome = std::variant<HttpAnswer, NoAnswer>;

/// Sends requests and gives each one outcome. Implemented by the plugin's own HTTPS client.
/// send, close and the destructor are called on the executor's thread; they may be called inside `done`.
class Transport {
  public:
    /// Calls close() first.
    virtual ~Transport() = default;

    /// Sends `request` to the configured cloud with the configured credential. `done` is called exactly once,
    /// never from inside `send`, on the executor's thread, at the latest after `timeout` in all (name,
    /// connect, TLS, request, answer together). Whatever the cloud answers is an answer: redirects are not
    /// followed. A request that is not well formed ends as misuse, unsent. `done` must not throw.
    virtual void send(HttpRequest request, std::chrono::milliseconds timeout,
                      std::function<void(Outcome)> done) = 0;

    /// Ends every request in flight with shutting_down before it returns (unsent only where that is certain)
    /// and closes the connections. Later requests end the same way. Calling it again does nothing.
    virtual void close() = 0;

    /// Drops every request in flight, without calling its `done`, and every connection. Allocates nothing and
    /// does not throw. Later requests are sent as always. Not from inside `done`.
    virtual void abandon() = 0;
};

}  // namespace tillpoints
