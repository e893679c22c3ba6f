#include "http/listening_socket.hpp"

#include <arpa/inet.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstring>

namespace tillpoints {
namespace {

using boost::asio::ip::tcp;
using Generic = boost::asio::generic::stream_protocol;
using Local = boost::asio::local::stream_protocol;
using boost::system::error_code;

constexpr int backlog = 1024;

[[noreturn]] void fail(int error, const std::string& what) {
    throw boost::system::system_error(error_code(error, boost::system::system_category()), what);
}

/// The socket file that a killed server left would make `bind` fail.
void remove_deserted(boost::asio::io_context& io, const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISSOCK(info.st_mode)) return;
    Local::socket probe(io);
    error_code refused;
    static_cast<void>(probe.connect(Local::endpoint(path), refused));
    if (refused == boost::asio::error::connection_refused) ::unlink(path.c_str());
}

Acceptor adopted(boost::asio::io_context& io, int descriptor) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    int listens = 0;
    socklen_t flag = sizeof listens;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0 ||
        ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &flag) != 0)
        fail(errno, "descriptor " + std::to_string(descriptor));
    if (listens == 0) fail(EINVAL, "descriptor " + std::to_string(descriptor) + " does not listen");
    return {io, Generic(name.ss_family, 0), descriptor};
}

Acceptor bound(boost::asio::io_context& io, const Generic& protocol, const Generic::endpoint& endpoint,
               bool reuse) {
    Acceptor acceptor(io);
    acceptor.open(protocol);
    acceptor.set_option(boost::asio::socket_base::reuse_address(reuse));
    acceptor.bind(endpoint);
    return acceptor;
}

}  // namespace

Acceptor listening_socket(boost::asio::io_context& io, const ServerOptions& options) {
    if (options.descriptor >= 0) return adopted(io, options.descriptor);
    if (!options.unix_path.empty()) {
        if (options.unix_path.size() >= sizeof(sockaddr_un::sun_path)) fail(ENAMETOOLONG, options.unix_path);
        remove_deserted(io, options.unix_path);
        // Nobody may connect before the mode is as wanted.
        const auto mask = ::umask(0177);
        Acceptor acceptor(io);
        try {
            acceptor = bound(io, Local(), Local::endpoint(options.unix_path), false);
        } catch (...) {
            ::umask(mask);
            throw;
        }
        ::umask(mask);
        if (::chmod(options.unix_path.c_str(), options.unix_mode) != 0) fail(errno, options.unix_path);
        acceptor.listen(backlog);
        return acceptor;
    }
    const tcp::endpoint endpoint(boost::asio::ip::make_address(options.address), options.port);
    Acceptor acceptor = bound(io, endpoint.protocol(), endpoint, true);
    acceptor.listen(backlog);
    return acceptor;
}

std::uint16_t port_of(const Acceptor& acceptor) {
    const auto endpoint = acceptor.local_endpoint();
    sockaddr_in6 name{};
    static_assert(offsetof(sockaddr_in6, sin6_port) == offsetof(sockaddr_in, sin_port));
    const auto family = endpoint.data()->sa_family;
    if (family != AF_INET && family != AF_INET6) return 0;
    std::memcpy(&name, endpoint.data(), std::min(sizeof name, endpoint.size()));
    return ntohs(name.sin6_port);
}

std::string peer_address(const Generic::socket& socket) {
    error_code failed;
    const auto endpoint = socket.remote_endpoint(failed);
    if (failed) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* name = endpoint.data();
    const void* address = nullptr;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (name->sa_family == AF_INET) {
        std::memcpy(&v4, name, sizeof v4);
        address = &v4.sin_addr;
    } else if (name->sa_family == AF_INET6) {
        std::memcpy(&v6, name, sizeof v6);
        address = &v6.sin6_addr;
    }
    if (address == nullptr || ::inet_ntop(name->sa_family, address, text.data(), text.size()) == nullptr)
        return {};
    return text.data();
}

}  // namespace tillpoints
