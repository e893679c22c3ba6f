#include "cloud/backoffice/loopback_host.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

TEST_CASE("a loopback host is localhost, an address of 127.0.0.0/8 or ::1, with or without a port") {
    for (const auto* host :
         {"localhost", "LocalHost:8480", "127.0.0.1", "127.0.0.1:8480", "127.1.2.3", "[::1]", "[::1]:8480"}) {
        INFO(host);
        CHECK(is_loopback_host(host));
    }
    for (const auto* host :
         {"", "example.org", "127.0.0.1.example", "localhost.example", "128.0.0.1", "10.0.0.1",
          "127.0.0.1:", "127.0.0.1:port", "::1", "[::2]", "127.1", "localhost:8480:1"}) {
        INFO(host);
        CHECK_FALSE(is_loopback_host(host));
    }
}
