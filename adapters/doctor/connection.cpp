#include "adapters/doctor/connection.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>
#include <thread>

namespace tillpoints::doctor {
namespace {

struct Address {
    sockaddr_storage raw{};
    socklen_t size = 0;
    std::string text;
};

struct Lookup {
    std::vector<Address> found;
    std::string error;
};

Lookup look_up(const std::string& host, const std::string& port) {
    Lookup lookup;
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    const int code = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &list);
    if (code != 0) lookup.error = code == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(code);
    for (const auto* each = list; each; each = each->ai_next) {
        Address address;
        std::memcpy(&address.raw, each->ai_addr, each->ai_addrlen);
        address.size = each->ai_addrlen;
        char text[NI_MAXHOST] = "";
        ::getnameinfo(each->ai_addr, each->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
        address.text = text;
        lookup.found.push_back(address);
    }
    if (list) ::freeaddrinfo(list);
    return lookup;
}

/// The resolver cannot be interrupted, so it works on a thread of its own that may outlive the question.
Lookup look_up_in_time(const std::string& host, const std::string& port, Stream::Clock::time_point due) {
    std::promise<Lookup> promise;
    auto answer = promise.get_future();
    std::thread([host, port, promise = std::move(promise)]() mutable {
        promise.set_value(look_up(host, port));
    }).detach();
    if (answer.wait_until(due) != std::future_status::ready) return {{}, "no answer in time"};
    return answer.get();
}

std::unique_ptr<Stream> connect_one(const Address& address, Network& facts, Stream::Clock::time_point due) {
    const int socket = ::socket(address.raw.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) {
        facts.connect_error = std::strerror(errno);
        return nullptr;
    }
    auto stream = std::make_unique<Stream>(socket, due);
    int error = 0;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address.raw), address.size) != 0) {
        error = errno;
        if (error == EINPROGRESS) {
            socklen_t size = sizeof error;
            error = ETIMEDOUT;
            if (stream->wait(POLLOUT)) ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
        }
    }
    if (error == 0) return stream;
    facts.connect_error = std::strerror(error);
    facts.refused = error == ECONNREFUSED;
    return nullptr;
}

}  // namespace

std::unique_ptr<Stream> connect_to(Network& facts, Stream::Clock::time_point due) {
    const auto lookup = look_up_in_time(facts.host, facts.port, due);
    facts.lookup_error = lookup.error;
    for (const auto& each : lookup.found)
        if (std::find(facts.addresses.begin(), facts.addresses.end(), each.text) == facts.addresses.end())
            facts.addresses.push_back(each.text);
    for (const auto& each : lookup.found) {
        const auto begin = Stream::Clock::now();
        if (auto stream = connect_one(each, facts, due)) {
            facts.connected_to = each.text;
            facts.connect_ms =
                std::chrono::duration_cast<std::chrono::milliseconds>(Stream::Clock::now() - begin).count();
            return stream;
        }
    }
    return nullptr;
}

}  // namespace tillpoints::doctor
