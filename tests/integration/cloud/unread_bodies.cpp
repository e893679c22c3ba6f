#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "cloud_process.hpp"
#include "resident_memory.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

/// A client that may not write is refused by the head of its request, before the body.
namespace {

/// A connection whose bytes a test writes and reads one by one. Whatever takes ten seconds fails.
class Wire {
  public:
    explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval limit{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    ~Wire() { ::close(socket_); }
    Wire(const Wire&) = delete;

    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Up to and with this text; what came, if the other side ended or said nothing before it.
    std::string read_to(std::string_view end) const {
        std::string text;
        char byte;
        while (!text.ends_with(end) && ::recv(socket_, &byte, 1, 0) == 1) text += byte;
        return text;
    }

    bool ended() const {
        char byte;
        ssize_t got = 0;
        while ((got = ::recv(socket_, &byte, 1, 0)) == 1) continue;
        return got == 0;
    }

  private:
    int socket_;
};

struct Cloud {
    DataDirectory data;
    CloudProcess process{data, {"--plain-http"}};

    bool alive() const {
        auto terminal = process.client();
        return expect<Settings>(terminal, GetSettings()).id == 42;
    }
};

const std::string known = "Authorization: " + std::string(CloudProcess::credential) + "\r\n";

std::string head(const std::string& line, const std::string& headers) {
    return line + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers + "\r\n";
}

}  // namespace

TEST_CASE("a refused client gets the answer without sending the announced body, and the connection ends") {
    const Cloud cloud;
    for (const auto* line : {"POST /operations", "POST /partner/v2/operations", "POST /nowhere"})
        for (const auto* credential : {"", "Authorization: Basic NDI6d3Jvbmc=\r\n"}) {
            const Wire wire(cloud.process.port());
            REQUIRE(wire.write(head(line, credential + std::string("Content-Length: 1000000\r\n"))));
            CHECK(wire.read_to("\r\n") == "HTTP/1.1 401 Unauthorized\r\n");
            CHECK(wire.read_to("}").find(R"("errorCode":"unauthorized")") != std::string::npos);
            CHECK(wire.ended());
        }
    const Wire picture(cloud.process.port());
    REQUIRE(picture.write(
        head("PUT /images/bf7d19b0-8e3c-4d55-98ba-2783915957b3?token=0", "Content-Length: 5000000\r\n")));
    CHECK(picture.read_to("\r\n") == "HTTP/1.1 403 Forbidden\r\n");
    CHECK(picture.ended());
    for (const auto* line : {"POST /images/1", "GET /images/1", "PATCH /images/"}) {
        const Wire other(cloud.process.port());
        REQUIRE(other.write(head(line, "Content-Length: 1000000\r\n")));
        CHECK(other.read_to("\r\n") == "HTTP/1.1 413 Payload Too Large\r\n");
        CHECK(other.ended());
    }
    CHECK(cloud.alive());
}

TEST_CASE("the status of such a refusal is that of the switch") {
    const Cloud cloud;
    cloud.process.set_switch(Json::object({{"wrong_key", 403}}));
    const Wire wire(cloud.process.port());
    REQUIRE(wire.write(head("POST /operations", "Content-Length: 1000000\r\n")));
    CHECK(wire.read_to("\r\n") == "HTTP/1.1 403 Forbidden\r\n");
}

TEST_CASE("a refused body in chunks is no longer read once it is larger than the limit for refused ones") {
    const Cloud cloud;
    const Wire wire(cloud.process.port());
    REQUIRE(wire.write(head("POST /operations", "Transfer-Encoding: chunked\r\n")));
    REQUIRE(wire.write("3000\r\n" + std::string(0x3000, ' ') + "\r\n"));
    REQUIRE(wire.write("3000\r\n"));
    CHECK(wire.read_to("\r\n") == "HTTP/1.1 401 Unauthorized\r\n");
    CHECK(wire.ended());
}

TEST_CASE(
    "bodies that a hundred refused clients send anyway cost no memory, and a small one keeps its "
    "connection") {
    const Cloud cloud;
    const Wire small(cloud.process.port());
    for (int i = 0; i < 2; ++i) {
        REQUIRE(small.write(head("POST /operations", "Content-Length: 2\r\n") + "{}"));
        CHECK(small.read_to("\r\n") == "HTTP/1.1 401 Unauthorized\r\n");
        CHECK(small.read_to("}").find("unauthorized") != std::string::npos);
    }
    const auto before = resident_kilobytes(cloud.process.pid());
    const std::string most(1'000'000, ' ');
    std::vector<std::unique_ptr<Wire>> strangers;
    for (int i = 0; i < 100; ++i) {
        strangers.push_back(std::make_unique<Wire>(cloud.process.port()));
        REQUIRE(strangers.back()->write(head("POST /operations", "Content-Length: 1000001\r\n") + most));
        CHECK(strangers.back()->read_to("\r\n") == "HTTP/1.1 401 Unauthorized\r\n");
    }
    const auto grown = resident_kilobytes(cloud.process.pid()) - before;
    CHECK(grown < 20 * 1024);
    CHECK(cloud.alive());
}

TEST_CASE("a client that expects a 100 Continue gets it, or is refused instead") {
    const Cloud cloud;
    const std::string body = R"({"phone":"+77010000001"})";
    const auto waiting = "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    const Wire terminal(cloud.process.port());
    for (int i = 0; i < 2; ++i) {
        REQUIRE(terminal.write(head("POST /operations", known + waiting)));
        CHECK(terminal.read_to("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
        REQUIRE(terminal.write(body));
        CHECK(terminal.read_to("\r\n") == "HTTP/1.1 400 Bad Request\r\n");
        CHECK(terminal.read_to("]}").find("badRequest") != std::string::npos);
    }
    const Wire stranger(cloud.process.port());
    REQUIRE(stranger.write(head("POST /operations", waiting)));
    CHECK(stranger.read_to("\r\n") == "HTTP/1.1 401 Unauthorized\r\n");
    CHECK(stranger.ended());

    const Wire too_much(cloud.process.port());
    REQUIRE(too_much.write(
        head("POST /operations", known + "Expect: 100-continue\r\nContent-Length: 100000000\r\n")));
    CHECK(too_much.read_to("\r\n") == "HTTP/1.1 413 Payload Too Large\r\n");
    CHECK(too_much.ended());

    const Wire nothing(cloud.process.port());
    REQUIRE(nothing.write("GET /settings HTTP/1.1\r\nHost: x\r\n" + known + "Expect: 100-continue\r\n\r\n"));
    CHECK(nothing.read_to("\r\n") == "HTTP/1.1 200 OK\r\n");
}

TEST_CASE("refused clients that stay connected keep no terminal out when all connections are in use") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--connections", "3", "--plain-http"});
    const auto too_much = head("POST /operations", "Content-Length: 1000000\r\n");
    const std::vector<std::pair<std::string, std::string>> refusals{
        {too_much, "401 Unauthorized"},
        {"GET /settings HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n",
         "431 Request Header Fields Too Large"},
        {"nonsense\r\n\r\n", "400 Bad Request"},
        {"GET /settings HTTP/1.1\r\nHost: x\r\n" + known + "Connection: close\r\n\r\n", "200 OK"}};
    for (const auto& [request, answer] : refusals) {
        std::vector<std::unique_ptr<Wire>> strangers;
        for (int i = 0; i < 3; ++i) {
            strangers.push_back(std::make_unique<Wire>(cloud.port()));
            REQUIRE(strangers.back()->write(request));
            CHECK(strangers.back()->read_to("\r\n") == "HTTP/1.1 " + answer + "\r\n");
        }
        auto terminal = cloud.client();
        CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
    }
}
