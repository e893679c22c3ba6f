#include "cloud/push/push_services.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::cloud;

TEST_CASE("the push services of the known browsers are called, at the address that the browser told") {
    const PushServices services;
    for (const auto* url : {"https://fcm.googleapis.com/fcm/send/abc:DEF-_1",
                            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
                            "https://web.push.apple.com/QGuQyavXutnMB",
                            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAC%2bA"}) {
        INFO(url);
        const auto at = push_endpoint(services, url);
        REQUIRE(at);
        CHECK(at->service.tls);
        CHECK(at->origin + at->target == url);
    }
}

TEST_CASE("no browser has the cloud call anything else: no other host, scheme, port, address or user") {
    const PushServices services;
    for (const auto* url : {"http://fcm.googleapis.com/fcm/send/x",
                            "https://fcm.googleapis.com:8443/x",
                            "https://127.0.0.1/x",
                            "http://127.0.0.1:8480/customers",
                            "https://localhost/x",
                            "https://[::1]/x",
                            "https://10.0.0.1/x",
                            "https://169.254.169.254/latest/meta-data",
                            "https://2130706433/x",
                            "https://evil.example/x",
                            "https://fcm.googleapis.com.evil.example/x",
                            "https://evilfcm.googleapis.com/x",
                            "https://fcm.googleapis.com@evil.example/x",
                            "https://evil.example/?https://fcm.googleapis.com",
                            "https://evil.example#fcm.googleapis.com",
                            "https://notify.windows.com/x",
                            "https://evilnotify.windows.com/x",
                            "https://fcm.googleapis.com\\@evil.example/x",
                            "https://fcm.googleapis.com/x y",
                            "https://fcm.googleapis.com/x\r\nHost: evil.example",
                            "https://fcm.googleapis.com/x#part",
                            "https://fcm%2egoogleapis.com/x",
                            "ftp://fcm.googleapis.com/x",
                            "//fcm.googleapis.com/x",
                            "fcm.googleapis.com",
                            ""}) {
        INFO(url);
        CHECK_FALSE(push_endpoint(services, url));
    }
    const std::string place = "https://fcm.googleapis.com/";
    CHECK(push_endpoint(services, place + std::string(longest_endpoint - place.size(), 'x')));
    CHECK_FALSE(push_endpoint(services, place + std::string(longest_endpoint - place.size() + 1, 'x')));
}

TEST_CASE("a shop may name other push services, and loopback is called only where tests want it") {
    PushServices services;
    services.hosts = {"push.example"};
    CHECK(push_endpoint(services, "https://push.example/x"));
    CHECK_FALSE(push_endpoint(services, "https://fcm.googleapis.com/x"));
    CHECK_FALSE(push_endpoint(services, "http://127.0.0.1:5000/x"));
    services.loopback = true;
    CHECK(push_endpoint(services, "http://127.0.0.1:5000/x"));
    CHECK_FALSE(push_endpoint(services, "http://push.example/x"));
    CHECK_FALSE(push_endpoint(services, "http://10.0.0.1/x"));
    CHECK(is_push_host("push.example"));
    CHECK(is_push_host("*.push.example"));
    for (const auto* name :
         {"", "*", "*.", "localhost", "10.0.0.1", "Push.example", "push.example/x", "*.*.example"}) {
        INFO(name);
        CHECK_FALSE(is_push_host(name));
    }
}
