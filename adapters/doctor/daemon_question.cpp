#include "adapters/doctor/daemon_question.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "adapters/doctor/answer.hpp"
#include "adapters/doctor/connection.hpp"

namespace tillpoints::doctor {
namespace {

constexpr std::chrono::seconds daemon_patience{10};
constexpr std::size_t longest_metrics = 4 << 20;

/// Which socket is asked: one of this machine without TLS, a unix socket before others.
DaemonSocket socket_to_ask(const DaemonSettings& settings) {
    for (const auto& each : settings.sockets)
        if (!each.unix_path.empty()) return each;
    for (const auto& each : settings.sockets)
        if (!each.tls) return each;
    return settings.sockets.front();
}

std::unique_ptr<Stream> connect_to_unix(const std::string& path, Daemon& facts) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    if (path.size() >= sizeof at.sun_path) {
        facts.silence = std::strerror(ENAMETOOLONG);
        return nullptr;
    }
    std::memcpy(at.sun_path, path.c_str(), path.size());
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    auto stream = std::make_unique<Stream>(socket, Stream::Clock::now() + daemon_patience);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) return stream;
    facts.forbidden = errno == EACCES;
    facts.silence = std::strerror(errno);
    return nullptr;
}

std::unique_ptr<Stream> connect_to_port(const DaemonSocket& socket, Daemon& facts) {
    Network network;
    network.host = socket.address == "0.0.0.0" ? "127.0.0.1"
                   : socket.address == "::"    ? "::1"
                                               : socket.address;
    network.port = socket.port;
    auto stream = connect_to(network, Stream::Clock::now() + daemon_patience);
    facts.silence = network.lookup_error.empty() ? network.connect_error : network.lookup_error;
    return stream;
}

/// Its metrics; empty if it did not answer, and why.
std::string metrics_of(Stream& stream, const std::string& host, std::string& why) {
    why = stream.write("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    std::string bytes;
    for (bool more = why.empty(); more && bytes.size() < longest_metrics;) {
        more = stream.read(bytes, why);
        const auto answer = answer_in(bytes, !more);
        if (!answer) continue;
        if (answer->status == 200) return answer->body;
        why = "HTTP " + std::to_string(answer->status);
        return {};
    }
    if (why.empty()) why = "the connection was closed";
    return {};
}

}  // namespace

std::map<std::string, bool> ask_daemon(const DaemonSettings& settings, Daemon& facts) {
    const auto socket = socket_to_ask(settings);
    facts.place = socket.text();
    const auto stream =
        socket.unix_path.empty() ? connect_to_port(socket, facts) : connect_to_unix(socket.unix_path, facts);
    if (!stream) return {};
    if (socket.tls) {
        facts.answers = true;
        return {};
    }
    const auto metrics =
        metrics_of(*stream, socket.unix_path.empty() ? socket.text() : "localhost", facts.silence);
    facts.answers = !metrics.empty();
    return running_terminals_in(metrics);
}

}  // namespace tillpoints::doctor
