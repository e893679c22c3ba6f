#include "adapters/doctor/answer.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints::doctor;

TEST_CASE("an answer is read whole, by its length, its chunks or its end") {
    CHECK_FALSE(answer_in("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab", false));
    const auto counted = answer_in("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabcdef", false);
    REQUIRE(counted);
    CHECK(counted->status == 200);
    CHECK(counted->body == "abcd");
    CHECK_FALSE(answer_in("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", false));
    const auto chunked = answer_in(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", false);
    REQUIRE(chunked);
    CHECK(chunked->body == "abc");
    CHECK(answer_in("HTTP/1.1 302 Found\r\n\r\n<html>", true)->body == "<html>");
    CHECK_FALSE(answer_in("SSH-2.0-OpenSSH\r\n\r\n", true));
}

TEST_CASE("hostile bytes are no answer and no crash") {
    CHECK_FALSE(answer_in("", true));
    CHECK_FALSE(answer_in("HTTP/1.1\r\n\r\n", true));
    CHECK(answer_in("HTTP/1.1 xyz \r\n\r\n", true)->status == 0);
    CHECK_FALSE(
        answer_in("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab", false));
    Network facts;
    read_settings({200, "", "[1,2"}, facts);
    read_settings({200, "", R"({"loyaltyProgramSettings":{"baseMembershipTier":7},"currency":8})"}, facts);
    CHECK_FALSE(facts.settings);
}

TEST_CASE("the cloud's clock is read from X-Timestamp, else from Date") {
    CHECK(time_of("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:01:00 GMT") == 60);
    CHECK(time_of("HTTP/1.1 200 OK\r\nX-Timestamp: 1970-01-01T00:00:09.000Z\r\nDate: x") == 9);
    CHECK_FALSE(time_of("HTTP/1.1 200 OK\r\nDate: yesterday"));
}

TEST_CASE("settings tell company, currency and programme") {
    Network facts;
    read_settings({200, "",
                   R"({"name":"Shop","currency":"KZT","loyaltyProgramSettings":)"
                   R"({"baseMembershipTier":{"rate":5},"maxScoresDiscount":50}})"},
                  facts);
    CHECK(facts.settings);
    CHECK(facts.company_name == "Shop");
    CHECK(facts.currency == "KZT");
    CHECK(facts.base_rate == "5 %");
    CHECK(facts.most_points == "50 %");
}

TEST_CASE("a base URL is taken apart, with brackets, port and path or without") {
    const auto whole = place_of("https://[::1]:8443/partner/v2");
    CHECK(whole.host == "::1");
    CHECK(whole.port == "8443");
    CHECK(whole.authority == "[::1]:8443");
    CHECK(whole.path == "/partner/v2");
    const auto bare = place_of("https://cloud.test");
    CHECK(bare.host == "cloud.test");
    CHECK(bare.port == "443");
    CHECK(bare.path.empty());
    CHECK_FALSE(place_of("http://127.0.0.1:80").tls);
}
