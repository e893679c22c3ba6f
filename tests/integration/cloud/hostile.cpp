#include <catch2/catch.hpp>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

/// A raw connection over plain HTTP, so that the server's parser sees exactly these bytes.
struct RawConnection {
    DataDirectory data;
    CloudProcess cloud{data, {"--plain-http"}};

    Client connect() const { return Client(cloud.port(), "", {}); }
    std::string talk(const std::string& bytes) const { return connect().talk(bytes).value(); }
    bool alive() const {
        auto terminal = cloud.client();
        return expect<Settings>(terminal, GetSettings()).id == 42;
    }
};

}  // namespace

TEST_CASE("what is no HTTP is answered 400 and the connection closed") {
    const RawConnection stranger;
    for (const auto* bytes :
         {"hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
        INFO(bytes);
        CHECK(stranger.talk(bytes).find("HTTP/1.1 400") == 0);
    }
    CHECK(stranger.alive());
}

TEST_CASE("a body over the limit is refused before it is read") {
    const RawConnection stranger;
    CHECK(stranger
              .talk("POST /operations HTTP/1.1\r\nAuthorization: " + std::string(CloudProcess::credential) +
                    "\r\nContent-Length: 100000000\r\n\r\n")
              .find("HTTP/1.1 413") == 0);
    CHECK(stranger.talk("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n")
              .find("HTTP/1.1 431") == 0);
    CHECK(stranger.alive());
}

TEST_CASE("connections that send nothing, or half of a request, delay no other") {
    const RawConnection stranger;
    std::vector<Client> held;
    for (int i = 0; i < 300; ++i) {
        held.push_back(stranger.connect());
        REQUIRE(
            held.back().hold(i % 2 ? "" : "POST /operations HTTP/1.1\r\nContent-Length: 50\r\n\r\n{\"half"));
    }
    CHECK(stranger.alive());
    held.clear();
    CHECK(stranger.alive());
}

TEST_CASE("noise inside TLS and noise instead of TLS end in a closed connection") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    Client plain(cloud.port(), "", {});
    CHECK(plain.talk("GET /settings HTTP/1.1\r\n\r\n"));
    auto terminal = cloud.client();
    CHECK(terminal.talk("nonsense\r\n\r\n").value().find("HTTP/1.1 400") == 0);
    CHECK(expect<Settings>(terminal, GetSettings()).id == 42);
}

TEST_CASE("hostile bodies get a 400 and leave nothing") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    auto terminal = cloud.client();
    for (const auto& body :
         {std::string("{"), std::string(10'000, '['), std::string("\xff\xfe"), std::string("null"),
          std::string(R"({"code":"1","code":"2"})"), std::string(R"({"receipt":{"total":1e999}})"),
          std::string(R"({"code":"1","receipt":{"total":99999999999999999999,"cash":0,"points":0}})"),
          std::string(R"({"code":"1","receipt":{"total":-1,"cash":-1,"points":0}})")}) {
        INFO(body.substr(0, 40));
        CHECK(terminal.send({"POST", "/operations", {{"Content-Type", "application/json"}}, body})
                  .value()
                  .status == 400);
    }
    CHECK(terminal.send({"DELETE", "/operations/1", {}, {}}).value().status == 404);
    CHECK(terminal.connections() == 1);
    CHECK(*cloud.ledger().find("postings") == Json::array());
}

TEST_CASE("a request that arrives in pieces is answered when it is complete, and delays no other meanwhile") {
    const RawConnection stranger;
    auto slow = stranger.connect();
    const std::string request = "GET /settings HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (const char byte : request.substr(0, request.size() - 1)) REQUIRE(slow.hold(std::string(1, byte)));
    CHECK(stranger.alive());
    CHECK(slow.talk(request.substr(request.size() - 1)).value().substr(0, 12) == "HTTP/1.1 401");
}

TEST_CASE("two Host headers or two Authorization headers are refused, on both ports") {
    const RawConnection stranger;
    const auto key = "Authorization: " + std::string(CloudProcess::credential) + "\r\n";
    const std::string once = "GET /settings HTTP/1.1\r\nConnection: close\r\nHost: x\r\n" + key;
    CHECK(stranger.talk(once + "\r\n").find("HTTP/1.1 200") == 0);
    for (const auto& twice : {std::string("Host: y\r\n"), std::string("host: x\r\n"), key,
                              std::string("authorization: Basic x\r\n")}) {
        INFO(twice);
        CHECK(stranger.talk(once + twice + "\r\n").find("HTTP/1.1 400") == 0);
    }
    const std::string health = "GET /health HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1\r\n";
    const auto office = [&](const std::string& more) {
        return Client(stranger.cloud.office_port(), "", {}).talk(health + more + "\r\n").value();
    };
    const auto lives = office("");
    CHECK(lives.find("HTTP/1.1 200") == 0);
    CHECK(lives.find("{\"status\":\"ok\"}") != std::string::npos);
    CHECK(office("Host: 127.0.0.1\r\n").find("HTTP/1.1 400") == 0);
}

TEST_CASE("HEAD is answered as GET, without the body but with its length") {
    const RawConnection stranger;
    const auto key = "Authorization: " + std::string(CloudProcess::credential) + "\r\n";
    const auto ask = [&](const std::string& method) {
        return stranger.talk(method + " /tags HTTP/1.1\r\nConnection: close\r\nHost: x\r\n" + key + "\r\n");
    };
    const std::string body = R"({"rows":[],"total":0})";
    const auto length = "Content-Length: " + std::to_string(body.size());
    CHECK(ask("GET").find(body) != std::string::npos);
    const auto head = ask("HEAD");
    CHECK(head.find("HTTP/1.1 200") == 0);
    CHECK(head.find(length) != std::string::npos);
    CHECK(head.find(body) == std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
}
