#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "https_line.hpp"
#include "plugin/transport/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// An address of this machine that ignores attempts to connect: its queue of connections is full.
class BlackHole {
  public:
    explicit BlackHole(std::uint16_t port) {
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(port);
        ::inet_pton(AF_INET, address, &where.sin_addr);
        const auto* raw = reinterpret_cast<const sockaddr*>(&where);
        for (auto& each : sockets_) each = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        REQUIRE(::bind(sockets_[0], raw, sizeof where) == 0);
        REQUIRE(::listen(sockets_[0], 0) == 0);
        for (std::size_t i = 1; i < sockets_.size(); ++i) ::connect(sockets_[i], raw, sizeof where);
    }
    ~BlackHole() {
        for (const int each : sockets_) ::close(each);
    }
    BlackHole(const BlackHole&) = delete;
    BlackHole& operator=(const BlackHole&) = delete;

    static constexpr const char* address = "127.0.0.3";

  private:
    std::array<int, 4> sockets_{};
};

}  // namespace

TEST_CASE("a deadline that passes while connecting is a timeout, and nothing was sent") {
    const auto server = tls_server();
    const BlackHole hole(server->port());
    const auto line = connect(options_for(*server, BlackHole::address));
    const auto outcome = line->ask(post(), milliseconds(200));
    CHECK(failure_in(outcome).code == Errc::timed_out);
    CHECK(failure_in(outcome).unsent);
    CHECK(failure_in(outcome).detail == "while connecting");
}

TEST_CASE("an address that drops packets leaves time for the next one") {
    ScriptedServer server;
    const BlackHole hole(server.port());
    boost::asio::io_context io;
    const auto wire = make_wire(io.get_executor(), std::to_string(server.port()), nullptr);
    std::optional<Wire::Refusal> refusal;
    const auto before = steady_clock::now();
    wire->open({BlackHole::address, "127.0.0.1"}, milliseconds(600),
               [&](const std::optional<Wire::Refusal>& told) { refusal = told; });
    io.run();
    CHECK_FALSE(refusal);
    CHECK(wire->address() == "127.0.0.1");
    CHECK(steady_clock::now() - before >= milliseconds(300));
    wire->close();
}

TEST_CASE("an address where nobody listens does not keep the next address from being tried") {
    ScriptedServer server;
    boost::asio::io_context io;
    const auto wire = make_wire(io.get_executor(), std::to_string(server.port()), nullptr);
    std::optional<Wire::Refusal> refusal;
    wire->open({"127.0.0.2", "not an address", "127.0.0.1"}, milliseconds(5000),
               [&](const std::optional<Wire::Refusal>& told) { refusal = told; });
    io.run();
    CHECK_FALSE(refusal);
    CHECK(wire->address() == "127.0.0.1");
    wire->close();
}

TEST_CASE("if no address answers, the last reason is reported") {
    ScriptedServer server;
    boost::asio::io_context io;
    const auto wire = make_wire(io.get_executor(), std::to_string(server.port()), nullptr);
    std::optional<Wire::Refusal> refusal;
    wire->open({"not an address", "127.0.0.2"}, milliseconds(5000),
               [&](const std::optional<Wire::Refusal>& told) { refusal = told; });
    CHECK_FALSE(refusal);
    io.run();
    REQUIRE(refusal);
    CHECK(refusal->code == Errc::unreachable);
    CHECK_THAT(refusal->detail, Catch::Contains("connect to 127.0.0.2 port") && Catch::Contains("refused"));
    wire->close();
}
