#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/transport/secret.hpp"
#include "plugin/transport/tls_client.hpp"

namespace tillpoints {

/// A stream of bytes to the cloud: TCP, and TLS on it where asked. Callbacks come on the executor, never from
/// inside the call that asked for them, and none after close(). At most one read and one write at a time.
class Wire {
  public:
    struct Refusal {
        Errc code = Errc::unreachable;
        std::string detail;
    };
    struct Read {
        std::size_t bytes = 0;  ///< 0: the stream has ended
        bool farewell = false;  ///< the peer ended the stream in order; it was not cut
        std::string detail;
    };

    virtual ~Wire() = default;

    /// Tries the numeric addresses one after the other, each for its share of `patience`, then does the TLS
    /// handshake.
    virtual void open(std::vector<std::string> addresses, std::chrono::milliseconds patience,
                      std::function<void(const std::optional<Refusal>&)> done) = 0;
    /// `done` must own the memory of `into`: the wire destroys `done` only when it no longer uses that
    /// memory.
    virtual void read(std::span<char> into, std::function<void(const Read&)> done) = 0;
    /// A failed write is not reported: the read that is always under way ends too, after the bytes that the
    /// server may still have sent.
    virtual void write(std::shared_ptr<const Secret> bytes) = 0;
    virtual bool written() const = 0;  ///< whether the last write has left this process entirely

    /// Asks the socket whether nothing has arrived and the peer has not closed the connection.
    virtual bool is_quiet() = 0;
    /// The address that is connected, and what the wire is doing, for the log.
    virtual const std::string& address() const = 0;
    virtual std::string_view doing() const = 0;
    virtual void close() = 0;
};

/// `tls` null: plain TCP.
std::shared_ptr<Wire> make_wire(const boost::asio::any_io_executor& executor, std::string port,
                                std::shared_ptr<TlsClient> tls);

}  // namespace tillpoints
