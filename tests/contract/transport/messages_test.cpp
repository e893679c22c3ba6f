#include <catch2/catch.hpp>
#include <regex>

#include "https_line.hpp"
#include "protocol/ids.hpp"
#include "protocol/timestamp.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using Catch::Matchers::Contains;

namespace {

std::string header(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == request.npos) return {};
    const auto begin = at + 2 + name.size() + 2;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

/// The outcome of a POST whose answer is written by `script` after the request was read.
Outcome answered_by(const std::function<void(Peer&)>& script,
                    const std::function<void(HttpsOptions&)>& change = {}) {
    const auto server = tls_server();
    server->next_connection([=](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        script(peer);
    });
    return connect(*server, change)->ask(post());
}

void is_unclear(const Outcome& outcome, Errc code) {
    CHECK(failure_in(outcome).code == code);
    CHECK_FALSE(failure_in(outcome).unsent);
}

}  // namespace

TEST_CASE("a request carries the headers that the protocol requires") {
    const auto server = tls_server();
    answer_in(connect(*server)->ask(post("{\"a\":1}")));
    const auto request = server->requests().at(0);
    CHECK(header(request, "Host") == "127.0.0.1:" + std::to_string(server->port()));
    CHECK(header(request, "Authorization") == "Basic MTIzNDU2Nzg5MDEyOmEta2V5LW5vYm9keS1tYXktc2Vl");
    CHECK(header(request, "Accept") == "application/json");
    CHECK(header(request, "Accept-Charset") == "utf-8");
    CHECK(header(request, "Accept-Language") == "ru");
    CHECK(header(request, "User-Agent") == "tillpoints/" TILLPOINTS_VERSION);
    CHECK(header(request, "Content-Type") == "application/json");
    CHECK(header(request, "Content-Length") == "7");
    CHECK(header(request, "Expect").empty());
    CHECK(header(request, "Transfer-Encoding").empty());
    const auto time = parse_timestamp(header(request, "X-Timestamp"));
    REQUIRE(time);
    CHECK(std::chrono::abs(std::chrono::system_clock::now() - *time) < std::chrono::minutes(1));
    CHECK(
        std::regex_match(header(request, "X-Origin-Request-Id"),
                         std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
}

TEST_CASE("every request has an identifier of its own") {
    const auto server = tls_server();
    const auto line = connect(*server);
    line->ask(get());
    line->ask(get());
    const auto requests = server->requests();
    REQUIRE(requests.size() == 2);
    CHECK(header(requests[0], "X-Origin-Request-Id") != header(requests[1], "X-Origin-Request-Id"));
}

TEST_CASE("the credential goes into the configured header and nowhere else") {
    const auto server = tls_server();
    connect(*server, [](HttpsOptions& options) { options.credential_header = "X-Company-Key"; })->ask(get());
    const auto request = server->requests().at(0);
    CHECK_THAT(header(request, "X-Company-Key"), Catch::StartsWith("Basic "));
    CHECK(header(request, "Authorization").empty());
}

TEST_CASE("a body of any size arrives complete, with its Content-Length") {
    const auto server = tls_server();
    const std::string body(3'000'000, 'x');
    answer_in(connect(*server)->ask(post(body)));
    CHECK(server->requests().at(0).ends_with("\r\n\r\n" + body));
}

TEST_CASE("an answer in chunks, after interim answers, or without a length is read completely") {
    SECTION("chunks") {
        const auto outcome = answered_by([](Peer& peer) {
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            peer.write("2\r\nde\r\n0\r\n\r\n");
        });
        CHECK(answer_in(outcome).body == "abcde");
    }
    SECTION("interim answers") {
        const auto outcome = answered_by([](Peer& peer) {
            peer.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            peer.answer(201, "made");
        });
        CHECK(answer_in(outcome).status == 201);
        CHECK(answer_in(outcome).body == "made");
    }
    SECTION("ended by hanging up in order") {
        const auto outcome = answered_by([](Peer& peer) {
            peer.write("HTTP/1.1 200 OK\r\n\r\nto the end");
            peer.hang_up();
        });
        CHECK(answer_in(outcome).body == "to the end");
    }
}

TEST_CASE("a body that could have been cut short is not an answer") {
    SECTION("shorter than told") {
        is_unclear(answered_by([](Peer& peer) {
                       peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
                       peer.hang_up();
                   }),
                   Errc::connection_lost);
    }
    SECTION("without a length, and without TLS's farewell") {
        is_unclear(answered_by([](Peer& peer) {
                       peer.write("HTTP/1.1 200 OK\r\n\r\n{\"id\":1");
                       peer.cut();
                   }),
                   Errc::connection_lost);
    }
    SECTION("cut within the head") {
        is_unclear(answered_by([](Peer& peer) {
                       peer.write("HTTP/1.1 200 OK\r\nContent-");
                       peer.hang_up();
                   }),
                   Errc::connection_lost);
    }
}

TEST_CASE("a server that dies after reading the request leaves the outcome unclear") {
    is_unclear(answered_by([](Peer& peer) { peer.hang_up(); }), Errc::connection_lost);
    is_unclear(answered_by([](Peer& peer) { peer.cut(); }), Errc::connection_lost);
    is_unclear(answered_by([](Peer& peer) { peer.reset(); }), Errc::connection_lost);
}

TEST_CASE("a server that stalls after the head lets the deadline pass and leaves the outcome unclear") {
    const auto server = tls_server();
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        peer.wait_until_client_leaves();
    });
    is_unclear(connect(*server)->ask(post(), std::chrono::milliseconds(250)), Errc::timed_out);
}

TEST_CASE("bytes that are not HTTP are not the cloud's") {
    is_unclear(answered_by([](Peer& peer) { peer.write("220 mail.example ESMTP\r\n\r\n"); }),
               Errc::not_the_cloud);
    is_unclear(answered_by([](Peer& peer) { peer.write("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"); }),
               Errc::not_the_cloud);
}

TEST_CASE("an answer above the size limit is not the cloud's and is not read to its end") {
    const auto limit = [](HttpsOptions& options) { options.answer_limit = 1000; };
    SECTION("told") {
        is_unclear(
            answered_by([](Peer& peer) { peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"); },
                        limit),
            Errc::not_the_cloud);
    }
    SECTION("endless, in chunks") {
        is_unclear(answered_by(
                       [](Peer& peer) {
                           peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                           const std::string chunk = "400\r\n" + std::string(1024, 'x') + "\r\n";
                           for (int i = 0; i < 10'000; ++i) peer.write(chunk);
                       },
                       limit),
                   Errc::not_the_cloud);
    }
    SECTION("an endless head") {
        is_unclear(answered_by([](Peer& peer) {
                       peer.write("HTTP/1.1 200 OK\r\n");
                       for (int i = 0; i < 10'000; ++i)
                           peer.write("X-More: " + std::string(100, 'x') + "\r\n");
                   }),
                   Errc::not_the_cloud);
    }
}

TEST_CASE("an answer as large as the limit is accepted") {
    const auto outcome = answered_by([](Peer& peer) { peer.answer(200, std::string(1000, 'x')); },
                                     [](HttpsOptions& options) { options.answer_limit = 1000; });
    CHECK(answer_in(outcome).body.size() == 1000);
}

TEST_CASE("the text of a failure never contains the key or the credential") {
    for (const auto& outcome : {answered_by([](Peer& peer) { peer.reset(); }),
                                answered_by([](Peer& peer) { peer.write("?\r\n\r\n"); })}) {
        CHECK_THAT(failure_in(outcome).detail, !Contains("a-key-nobody"));
        CHECK_THAT(failure_in(outcome).detail, !Contains("Basic"));
    }
}
