#include <catch2/catch.hpp>

#include "adapters/sidecar/door.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;

namespace {

std::string refused(const Door& door, HttpHeaders headers) {
    const auto answer = refusal_at(door, {"GET", "/v1/status", std::move(headers), {}});
    if (!answer) return "";
    CHECK(answer->status == 403);
    return Json::parse(answer->body).at("error").at("code").get<std::string>();
}

Door loopback() {
    return door_of({"", 0, "127.0.0.1", 8787, false, false}, 8787, {}, "server");
}

Door network(const std::string& address) {
    Settings settings;
    settings.hosts = {"Till-Server.lan"};
    return door_of({"", 0, address, 443, true, false}, 443, settings, "server");
}

}  // namespace

TEST_CASE("a request for another host is refused, because a page may have turned its name to this machine") {
    const auto door = loopback();
    for (const auto* host : {"127.0.0.1:8787", "localhost:8787", "LOCALHOST:8787", "[::1]:8787"})
        CHECK(refused(door, {{"Host", host}}).empty());
    for (const auto* host : {"evil.example:8787", "127.0.0.1:8788", "127.0.0.1", "localhost", "",
                             "server:8787", "127.0.0.1:8787.evil.example", "evil.example", "10.0.0.1:8787"})
        CHECK(refused(door, {{"Host", host}}) == "foreign_host");
    CHECK(refused(door, {}) == "foreign_host");
}

TEST_CASE("a host may leave out the port of its scheme") {
    const auto door = network("192.168.1.10");
    for (const auto* host : {"192.168.1.10", "192.168.1.10:443", "till-server.lan", "server:443"})
        CHECK(refused(door, {{"Host", host}}).empty());
    for (const auto* host : {"192.168.1.11", "localhost", "127.0.0.1:443", "server:80"})
        CHECK(refused(door, {{"Host", host}}) == "foreign_host");
}

TEST_CASE("a socket on all addresses takes every numeric one, and no unknown name") {
    const auto door = network("0.0.0.0");
    for (const auto* host : {"10.1.2.3", "[fe80::1]:443", "localhost", "till-server.lan"})
        CHECK(refused(door, {{"Host", host}}).empty());
    for (const auto* host : {"evil.example", "10.1.2.3:80", "[evil]:443"})
        CHECK(refused(door, {{"Host", host}}) == "foreign_host");
}

TEST_CASE("a page of another origin is refused, a page of the daemon is not") {
    const auto door = loopback();
    const std::pair<std::string, std::string> host{"Host", "localhost:8787"};
    CHECK(refused(door, {host, {"Origin", "http://localhost:8787"}}).empty());
    CHECK(refused(door, {host, {"Sec-Fetch-Site", "same-origin"}}).empty());
    for (const auto* origin : {"https://localhost:8787", "http://127.0.0.1:8787", "http://evil.example",
                               "null", "http://localhost:8787.evil.example"})
        CHECK(refused(door, {host, {"Origin", origin}}) == "foreign_origin");
    CHECK(refused(door, {host, {"Sec-Fetch-Site", "cross-site"}}) == "foreign_origin");
    CHECK(refused(door, {host, {"Sec-Fetch-Site", "same-site"}}) == "foreign_origin");
}

TEST_CASE("a unix socket has no name that a page could turn, and no page of its own") {
    const auto door = door_of({"/run/t.sock", 0660, "", 0, false, true}, 0, {}, "server");
    CHECK(door.by_name);
    CHECK(refused(door, {{"Host", "anything"}}).empty());
    CHECK(refused(door, {{"Host", "localhost"}, {"Origin", "http://localhost"}}) == "foreign_origin");
}
