#include "cloud/outbound/destination.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

TEST_CASE("a URL is parsed into its parts") {
    CHECK(parse_destination("https://api.example.com/partner/v2/") ==
          Destination{true, "api.example.com", 443, "/partner/v2"});
    CHECK(parse_destination("http://127.0.0.1:8080") == Destination{false, "127.0.0.1", 8080, ""});
    CHECK(parse_destination("https://[::1]:8443/x") == Destination{true, "::1", 8443, "/x"});
    CHECK(parse_destination("https://[::1]:8443")->authority() == "[::1]:8443");
    CHECK(parse_destination("http://shop.example")->authority() == "shop.example");
    CHECK(parse_destination("https://shop.example:444")->authority() == "shop.example:444");
}

TEST_CASE("what is not the URL of a server is refused") {
    for (const auto* url : {"",
                            "shop.example",
                            "ftp://shop",
                            "https://",
                            "https:///path",
                            "https://user:key@shop",
                            "https://shop:0",
                            "https://shop:65536",
                            "https://shop:x",
                            "https://[::1",
                            "https://a b",
                            "https://shop/?key=1",
                            "https://shop/#x",
                            "https://shop:",
                            "https://[::1]x",
                            "https://shop:99999999999",
                            "https://sh%0d%0aop",
                            "https://sh op/",
                            "https://shop/\r\nHost: x",
                            "https://shop/\x01",
                            "https://[v1.x]",
                            "//shop/path",
                            "/path",
                            "https:shop",
                            "https://shop:443:443",
                            "https://@shop"}) {
        INFO(url);
        CHECK_FALSE(parse_destination(url));
    }
}

TEST_CASE("a URL with a zero byte is refused") {
    using namespace std::string_view_literals;
    CHECK_FALSE(parse_destination("https://shop\0.example/"sv));
}
