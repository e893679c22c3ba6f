#include "adapters/sidecar/service_manager.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace tillpoints::sidecar {
namespace {

constexpr int first_passed_descriptor = 3;
constexpr long most_sockets = 64;

std::string taken_from_environment(const char* name) {
    const char* value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(name);
    return text;
}

long number_of(const std::string& text) {
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

ServiceManager::ServiceManager() : address_(taken_from_environment("NOTIFY_SOCKET")) {
    const auto interval = number_of(taken_from_environment("WATCHDOG_USEC"));
    const auto watched = taken_from_environment("WATCHDOG_PID");
    if (interval > 0 && (watched.empty() || number_of(watched) == ::getpid()))
        watchdog_ =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(interval)) / 2;
    const auto count = number_of(taken_from_environment("LISTEN_FDS"));
    const bool ours = number_of(taken_from_environment("LISTEN_PID")) == ::getpid();
    taken_from_environment("LISTEN_FDNAMES");
    for (int i = 0; ours && i < count && i < most_sockets; ++i) {
        ::fcntl(first_passed_descriptor + i, F_SETFD, FD_CLOEXEC);
        sockets_.push_back(first_passed_descriptor + i);
    }
}

void ServiceManager::notify(const std::string& state) const {
    sockaddr_un name{};
    if (address_.empty() || address_.size() >= sizeof name.sun_path) return;
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, address_.data(), address_.size());
    if (name.sun_path[0] == '@') name.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    static_cast<void>(::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&name), size));
    ::close(socket);
}

std::string place_of_socket(int descriptor) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_UNIX) {
        sockaddr_un name{};
        std::memcpy(&name, &storage, sizeof name);
        name.sun_path[sizeof name.sun_path - 1] = '\0';
        return name.sun_path;
    }
    if (storage.ss_family == AF_INET) {
        sockaddr_in name{};
        std::memcpy(&name, &storage, sizeof name);
        if (::inet_ntop(AF_INET, &name.sin_addr, text.data(), text.size()) == nullptr) return {};
        return std::string(text.data()) + ":" + std::to_string(ntohs(name.sin_port));
    }
    if (storage.ss_family == AF_INET6) {
        sockaddr_in6 name{};
        std::memcpy(&name, &storage, sizeof name);
        if (::inet_ntop(AF_INET6, &name.sin6_addr, text.data(), text.size()) == nullptr) return {};
        return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(name.sin6_port));
    }
    return {};
}

}  // namespace tillpoints::sidecar
