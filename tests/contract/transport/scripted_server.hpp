#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "certificates.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace tillpoints::test {

class ScriptedServer;

/// The server's end of one connection, used by a script. Each step blocks until it is done; if the client has
/// gone, the script ends there.
class Peer {
  public:
    /// Does nothing on a server without TLS.
    void shake_hands();
    /// Reads one request with its body, records it and returns it.
    std::string read_request();
    void write(std::string_view bytes);
    void answer(int status = 200, std::string_view body = "{}", std::string_view more_headers = {});
    /// Ends in order: close_notify, then FIN.
    void hang_up();
    /// FIN without TLS's close_notify.
    void cut();
    /// RST.
    void reset();
    void wait_until_client_leaves();

  private:
    friend class ScriptedServer;
    Peer(ScriptedServer& server, int socket) : server_(server), socket_(socket) {}
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    std::size_t read_some(char* into, std::size_t size);

    ScriptedServer& server_;
    int socket_;
    ssl_st* tls_ = nullptr;
    std::string unread_;
};

using Script = std::function<void(Peer&)>;

/// A server on loopback that runs one script for each connection, in the order of arrival. Without a script
/// left it answers every request 200 "{}" and keeps the connection.
class ScriptedServer {
  public:
    struct Tls {
        Identity identity;
        int most_version = 0;  ///< an OpenSSL TLS1_x_VERSION; 0: the newest
    };

    ScriptedServer() : ScriptedServer(nullptr) {}
    explicit ScriptedServer(const Tls* tls);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    void next_connection(Script script);

    std::uint16_t port() const { return port_; }
    bool is_tls() const { return context_ != nullptr; }
    std::string url(std::string_view host = "127.0.0.1") const;

    std::vector<std::string> requests() const;
    int connections() const;
    int handshakes() const;                ///< finished ones
    int resumed() const;                   ///< of those, the ones that resumed a session (SSL_session_reused)
    std::string last_server_name() const;  ///< SNI of the last handshake, empty if none

    /// Block until so many were seen; false after ten seconds.
    bool wait_for_requests(std::size_t count);
    bool wait_for_connections(int count);
    bool wait_for_ended_connections(int count);

  private:
    friend class Peer;
    void accept_until_stopped();
    void serve(int socket, const Script& script);
    template <class Change>
    void note(Change change);

    int listener_ = -1;
    int stop_[2] = {-1, -1};
    std::uint16_t port_ = 0;
    ssl_ctx_st* context_ = nullptr;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Script> scripts_;
    std::vector<std::string> requests_;
    std::vector<int> open_;  ///< sockets to shut down when the server goes
    int connections_ = 0;
    int ended_ = 0;
    int handshakes_ = 0;
    int resumed_ = 0;
    std::string server_name_;
    bool stopping_ = false;
    std::vector<std::thread> peers_;
    std::thread acceptor_;
};

}  // namespace tillpoints::test
