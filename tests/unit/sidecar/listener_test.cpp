#include <catch2/catch.hpp>

#include "adapters/sidecar/listener.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;

namespace {

std::string refused(const Listener& listener, HttpHeaders headers) {
    const auto answer = refusal_at(listener, {"GET", "/v1/status", std::move(headers), {}});
    if (!answer) return "";
    CHECK(answer->status == 403);
    return Json::parse(answer->body).at("error").at("code").get<std::string>();
}

Listener loopback() {
    return listener_of({"", 0, "127.0.0.1", 8787, false, false}, 8787, {}, "server");
}

Listener network(const std::string& address) {
    Settings settings;
    settings.hosts = {"Till-Server.lan"};
    return listener_of({"", 0, address, 443, true, false}, 443, settings, "server");
}

}  // namespace

TEST_CASE("a request for another host is refused, because a page may have turned its name to this machine") {
    const auto listener = loopback();
    for (const auto* host : {"127.0.0.1:8787", "localhost:8787", "LOCALHOST:8787", "[::1]:8787"})
        CHECK(refused(listener, {{"Host", host}}).empty());
    for (const auto* host : {"evil.example:8787", "127.0.0.1:8788", "127.0.0.1", "localhost", "",
                             "server:8787", "127.0.0.1:8787.evil.example", "evil.example", "10.0.0.1:8787"})
        CHECK(refused(listener, {{"Host", host}}) == "foreign_host");
    CHECK(refused(listener, {}) == "foreign_host");
}

TEST_CASE("a host may leave out the port of its scheme") {
    const auto listener = network("192.168.1.10");
    for (const auto* host : {"192.168.1.10", "192.168.1.10:443", "till-server.lan", "server:443"})
        CHECK(refused(listener, {{"Host", host}}).empty());
    for (const auto* host : {"192.168.1.11", "localhost", "127.0.0.1:443", "server:80"})
        CHECK(refused(listener, {{"Host", host}}) == "foreign_host");
}

TEST_CASE("a socket on all addresses takes every numeric one, and no unknown name") {
    const auto listener = network("0.0.0.0");
    for (const auto* host : {"10.1.2.3", "[fe80::1]:443", "localhost", "till-server.lan"})
        CHECK(refused(listener, {{"Host", host}}).empty());
    for (const auto* host : {"evil.example", "10.1.2.3:80", "[evil]:443"})
        CHECK(refused(listener, {{"Host", host}}) == "foreign_host");
}

TEST_CASE("a page of another origin is refused, a page of the daemon is not") {
    const auto listener = loopback();
    const std::pair<std::string, std::string> host{"Host", "localhost:8787"};
    CHECK(refused(listener, {host, {"Origin", "http://localhost:8787"}}).empty());
    CHECK(refused(listener, {host, {"Sec-Fetch-Site", "same-origin"}}).empty());
    for (const auto* origin : {"https://localhost:8787", "http://127.0.0.1:8787", "http://evil.example",
                               "null", "http://localhost:8787.evil.example"})
        CHECK(refused(listener, {host, {"Origin", origin}}) == "foreign_origin");
    CHECK(refused(listener, {host, {"Sec-Fetch-Site", "cross-site"}}) == "foreign_origin");
    CHECK(refused(listener, {host, {"Sec-Fetch-Site", "same-site"}}) == "foreign_origin");
}

TEST_CASE("a unix socket has no name that a page could turn, and no page of its own") {
    const auto listener = listener_of({"/run/t.sock", 0660, "", 0, false, true}, 0, {}, "server");
    CHECK(listener.by_name);
    CHECK(refused(listener, {{"Host", "anything"}}).empty());
    CHECK(refused(listener, {{"Host", "localhost"}, {"Origin", "http://localhost"}}) == "foreign_origin");
}
