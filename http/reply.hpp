#pragma once
#include <functional>
#include <memory>
#include <string>

#include "protocol/http.hpp"

namespace tillpoints {

/// The connection that a reply is sent on, for a Transmission. Used on the io_context's thread. The
/// connection lives as long as something keeps the channel.
class ReplyChannel {
  public:
    virtual ~ReplyChannel() = default;

    /// Sends the answer as usual, and goes on with the next request or ends the connection, as the client
    /// asked.
    virtual void send(const HttpAnswer& answer) = 0;
    /// The bytes that `send` writes for this answer.
    virtual std::string bytes_of(const HttpAnswer& answer) = 0;
    /// Writes these bytes and then calls `written`; never calls it where the connection fails.
    virtual void write(std::string bytes, std::function<void()> written) = 0;
    /// After the last `write`: goes on as `send` does when the answer is written.
    virtual void go_on() = 0;
    /// Ends the connection so that what was written arrives.
    virtual void end() = 0;
    /// Closes the connection without another byte.
    virtual void close() = 0;
};

/// A way of its own to send an answer. Called once.
using Transmission = std::function<void(std::shared_ptr<ReplyChannel>, const HttpAnswer&)>;

/// What a server does with a request.
struct Reply {
    Reply() = default;
    Reply(HttpAnswer given) : answer(std::move(given)) {}  // implicit: an answer that is sent as usual

    HttpAnswer answer;
    Transmission transmission{};  ///< absent: the answer is sent as usual
};

using Handler = std::function<Reply(const HttpRequest&)>;
/// A handler that may give its reply later, from the io_context's thread; exactly once.
using AsyncHandler = std::function<void(HttpRequest, std::function<void(Reply)>)>;

}  // namespace tillpoints
