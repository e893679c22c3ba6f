#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "cloud_process.hpp"
#include "resident_memory.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// Connections that were opened and send nothing.
class IdleConnections {
  public:
    ~IdleConnections() {
        for (const int socket : sockets_) ::close(socket);
    }

    bool add(std::uint16_t port) {
        const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (made < 0) return false;
        sockets_.push_back(made);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }

    /// Waits until the other side has closed this one.
    bool closed(std::size_t index) const {
        const timeval limit{10, 0};
        ::setsockopt(sockets_[index], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        char byte;
        return ::recv(sockets_[index], &byte, 1, 0) == 0;
    }
    bool open(std::size_t index) const {
        char byte;
        return ::recv(sockets_[index], &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN;
    }

  private:
    std::vector<int> sockets_;
};

}  // namespace

TEST_CASE("ten thousand idle connections delay no request and cost a bounded memory") {
    rlimit limit{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    REQUIRE(limit.rlim_cur > 10'100);
    const DataDirectory data;
    const CloudProcess cloud(data);
    auto old_terminal = cloud.client();
    expect<Settings>(old_terminal, GetSettings());
    IdleConnections idlers;
    for (int i = 0; i < 10'000; ++i) REQUIRE(idlers.add(cloud.port()));
    auto new_till = cloud.client();
    CHECK(expect<Settings>(new_till, GetSettings()).id == 42);
    CHECK(expect<Settings>(old_terminal, GetSettings()).id == 42);
    CHECK(old_terminal.connections() == 1);
    CHECK(idlers.open(0));
    const auto memory = resident_kilobytes(cloud.pid());
    WARN("10 000 connections in " << memory / 1024 << " MiB");
    CHECK(memory < 1024 * 1024);
}

TEST_CASE("for one connection too many, the longest idle is closed and the new one served") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--connections", "3", "--plain-http"});
    IdleConnections idlers;
    for (int i = 0; i < 3; ++i) REQUIRE(idlers.add(cloud.port()));
    auto terminal = cloud.client();
    CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
    CHECK(idlers.closed(0));
    CHECK(idlers.open(1));
    REQUIRE(idlers.add(cloud.port()));
    CHECK(idlers.closed(1));
    CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
    CHECK(terminal.connections() == 1);
    CHECK(idlers.open(2));
    CHECK(idlers.open(3));
}
