#include "scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tillpoints::test {
namespace {

struct ClientGone {};

constexpr auto patience = std::chrono::seconds(10);

void must(bool ok, const char* what) {
    if (!ok) throw std::runtime_error(std::string("the test server failed: ") + what);
}

std::size_t stated_length(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == head.npos ? 0 : std::stoul(head.substr(at + 16));
}

void keep_serving(Peer& peer) {
    peer.shake_hands();
    for (;;) {
        peer.read_request();
        peer.answer();
    }
}

}  // namespace

void Peer::shake_hands() {
    if (!server_.context_) return;
    tls_ = SSL_new(server_.context_);
    SSL_set_fd(tls_, socket_);
    if (SSL_accept(tls_) != 1) throw ClientGone{};
    const auto* name = SSL_get_servername(tls_, TLSEXT_NAMETYPE_host_name);
    server_.note([&] {
        ++server_.handshakes_;
        server_.resumed_ += SSL_session_reused(tls_);
        server_.server_name_ = name ? name : "";
    });
}

std::size_t Peer::read_some(char* into, std::size_t size) {
    const auto got = tls_ ? SSL_read(tls_, into, static_cast<int>(size)) : ::recv(socket_, into, size, 0);
    if (got <= 0) throw ClientGone{};
    return static_cast<std::size_t>(got);
}

std::string Peer::read_request() {
    std::array<char, 16384> portion;
    std::size_t whole = 0;
    for (;;) {
        const auto end = unread_.find("\r\n\r\n");
        if (end != unread_.npos) whole = end + 4 + stated_length(unread_.substr(0, end + 2));
        if (whole != 0 && unread_.size() >= whole) break;
        unread_.append(portion.data(), read_some(portion.data(), portion.size()));
    }
    auto request = unread_.substr(0, whole);
    unread_.erase(0, whole);
    server_.note([&] { server_.requests_.push_back(request); });
    return request;
}

void Peer::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = tls_ ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw ClientGone{};
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Peer::answer(int status, std::string_view body, std::string_view more_headers) {
    std::string text = "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: application/json\r\n";
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    text.append(more_headers).append("\r\n").append(body);
    write(text);
}

void Peer::hang_up() {
    if (tls_) SSL_shutdown(tls_);
    cut();
}

void Peer::cut() {
    ::shutdown(socket_, SHUT_WR);
}

void Peer::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Peer::wait_until_client_leaves() {
    std::array<char, 4096> ignored;
    for (;;) read_some(ignored.data(), ignored.size());
}

Peer::~Peer() {
    if (tls_) SSL_free(tls_);
    ERR_clear_error();
}

ScriptedServer::ScriptedServer(const Tls* tls) {
    if (tls) {
        context_ = SSL_CTX_new(TLS_server_method());
        must(SSL_CTX_use_certificate(context_, tls->identity.certificate.get()) == 1, "certificate");
        must(SSL_CTX_use_PrivateKey(context_, tls->identity.key.get()) == 1, "key");
        if (tls->most_version != 0) {
            SSL_CTX_set_security_level(context_, 0);
            SSL_CTX_set_min_proto_version(context_, 0);
            SSL_CTX_set_max_proto_version(context_, tls->most_version);
        }
    }
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    must(listener_ >= 0 && ::bind(listener_, raw, size) == 0 && ::listen(listener_, 16) == 0, "listen");
    must(::getsockname(listener_, raw, &size) == 0 && ::pipe(stop_) == 0, "port");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_until_stopped(); });
}

ScriptedServer::~ScriptedServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    ::close(stop_[1]);
    acceptor_.join();
    for (auto& peer : peers_) peer.join();
    ::close(listener_);
    ::close(stop_[0]);
    if (context_) SSL_CTX_free(context_);
}

template <class Change>
void ScriptedServer::note(Change change) {
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
}

void ScriptedServer::accept_until_stopped() {
    for (;;) {
        pollfd watched[2] = {{listener_, POLLIN, 0}, {stop_[0], POLLIN, 0}};
        ::poll(watched, 2, -1);
        if (watched[1].revents != 0) return;
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        const int at_once = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
        note([&] {
            ++connections_;
            open_.push_back(socket);
            if (stopping_) ::shutdown(socket, SHUT_RDWR);
            Script script = keep_serving;
            if (!scripts_.empty()) {
                script = std::move(scripts_.front());
                scripts_.pop_front();
            }
            peers_.emplace_back([this, socket, script] { serve(socket, script); });
        });
    }
}

void ScriptedServer::serve(int socket, const Script& script) {
    // Protects the server's writes to a client that has gone. The client under test must do without.
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, nullptr);
    try {
        Peer peer(*this, socket);
        script(peer);
    } catch (const ClientGone&) {
    }
    note([&] {
        std::erase(open_, socket);
        ::close(socket);
        ++ended_;
    });
}

void ScriptedServer::next_connection(Script script) {
    note([&] { scripts_.push_back(std::move(script)); });
}

std::string ScriptedServer::url(std::string_view host) const {
    return (is_tls() ? "https://" : "http://") + std::string(host) + ":" + std::to_string(port_) +
           "/partner/v2";
}

std::vector<std::string> ScriptedServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

int ScriptedServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

int ScriptedServer::handshakes() const {
    const std::lock_guard lock(mutex_);
    return handshakes_;
}

int ScriptedServer::resumed() const {
    const std::lock_guard lock(mutex_);
    return resumed_;
}

std::string ScriptedServer::last_server_name() const {
    const std::lock_guard lock(mutex_);
    return server_name_;
}

bool ScriptedServer::wait_for_requests(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return requests_.size() >= count; });
}

bool ScriptedServer::wait_for_connections(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return connections_ >= count; });
}

bool ScriptedServer::wait_for_ended_connections(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return ended_ >= count; });
}

}  // namespace tillpoints::test
