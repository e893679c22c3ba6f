#include "plugin/transport/base_url.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;

TEST_CASE("a base URL is taken apart") {
    const auto url = parse_base_url("https://api.example/partner/v2/").value();
    CHECK(url.tls);
    CHECK(url.host == "api.example");
    CHECK(url.port == "443");
    CHECK(url.authority == "api.example");
    CHECK(url.path == "/partner/v2");
    CHECK_FALSE(url.is_address);
}

TEST_CASE("a port other than the scheme's own is part of the Host header") {
    CHECK(parse_base_url("https://api.example:8443").value().authority == "api.example:8443");
    CHECK(parse_base_url("https://api.example:443").value().authority == "api.example");
    CHECK(parse_base_url("http://127.0.0.1:8080").value().authority == "127.0.0.1:8080");
}

TEST_CASE("an IPv6 address is written in brackets and known as an address") {
    const auto url = parse_base_url("https://[2001:db8::1]:8443/x").value();
    CHECK(url.host == "2001:db8::1");
    CHECK(url.authority == "[2001:db8::1]:8443");
    CHECK(url.is_address);
    CHECK_FALSE(url.is_loopback);
}

TEST_CASE("plain HTTP is for this machine only") {
    for (const auto* here :
         {"http://127.0.0.1", "http://127.9.9.9:80/x", "http://[::1]:8080", "http://localhost:1"})
        CHECK(parse_base_url(here).has_value());
    for (const auto* there : {"http://api.example", "http://192.0.2.1", "http://[2001:db8::1]",
                              "http://localhost.example", "http://127.0.0.1.example"})
        CHECK(parse_base_url(there).has_error());
}

TEST_CASE("what is not a plain base URL is refused, and the problem does not quote it") {
    const auto* bad =
        GENERATE("", "api.example", "ftp://api.example", "https://", "https:///x", "https://:443",
                 "https://user:secret@api.example", "https://api.example:0", "https://api.example:65536",
                 "https://api.example:44a", "https://api.example:", "https://api.example/x?y=1",
                 "https://api.example/x#y", "https://api.example/a b", "https://api.example/\r\nX: y",
                 "https://[::1", "https://[nonsense]", "https://[::1]x", "https://api\x01.example");
    const auto url = parse_base_url(bad);
    REQUIRE(url.has_error());
    CHECK(url.error().where == "base_url");
    CHECK(url.error().sentence().find("secret") == std::string::npos);
}
