#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "http/admission.hpp"

namespace tillpoints {

/// PEM files of a server certificate (with its chain) and its key.
struct ServerIdentity {
    std::string cert_file;
    std::string key_file;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;               ///< 0: any free one
    std::optional<ServerIdentity> tls{};  ///< absent: plain HTTP
    std::chrono::seconds idle_limit{
        60};  ///< for the next request to arrive whole, and for an answer to be taken
    AdmissionCheck admission_check{};  ///< absent: every request is admitted
    std::size_t header_limit = 16u << 10;
    /// If one more client connects, the connection that has waited longest for its next request is closed.
    std::size_t max_connections = 12'000;
    /// Of one network address; one more is closed at once. Clients without an address (unix socket) count
    /// together as one. 0: no limit.
    std::size_t max_connections_of_address = 0;
    /// The header in which a request tells the handler its client's address, whatever the client wrote there;
    /// empty: none.
    std::string peer_header{};
    /// Listens on this unix socket instead of address and port. One that no server listens on is replaced.
    std::string unix_path{};
    unsigned unix_mode = 0660;
    /// A socket that listens already, taken over instead of making one; -1: none.
    int descriptor = -1;
};

/// Listens, and gives every request to the handler on the io_context's thread (run it by one thread only).
/// Connections are kept alive up to a number; a malformed request gets a 4xx and a closed connection.
class Server {
  public:
    /// Listens from here on; throws boost::system::system_error if it cannot. `io` must outlive it.
    Server(boost::asio::io_context& io, ServerOptions options, Handler handler);
    Server(boost::asio::io_context& io, ServerOptions options, AsyncHandler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// 0 for a unix socket.
    std::uint16_t port() const;
    std::size_t connections() const;

    /// Takes no more clients, closes the connections that wait for a request, and every other one after the
    /// answer it waits for.
    void drain();

  private:
    class Listener;
    std::shared_ptr<Listener> listener_;
};

}  // namespace tillpoints
