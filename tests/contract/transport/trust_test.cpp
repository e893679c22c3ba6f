#include <openssl/ssl.h>

#include <catch2/catch.hpp>

#include "https_line.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using Catch::Matchers::Contains;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

NoAnswer refusal_by(Line& line, ScriptedServer& server) {
    const auto outcome = line.ask(post());
    const auto& failure = failure_in(outcome);
    CHECK(failure.code == Errc::certificate_rejected);
    CHECK(failure.unsent);
    CHECK(server.requests().empty());
    return failure;
}

}  // namespace

TEST_CASE("a certificate for the name or the address of the host is accepted") {
    const auto server = tls_server();
    SECTION("by address, without telling a name") {
        answer_in(connect(*server)->ask(get()));
        CHECK(server->last_server_name().empty());
    }
    SECTION("by name, which the server is told") {
        answer_in(connect(options_for(*server, "localhost"))->ask(get()));
        CHECK(server->last_server_name() == "localhost");
    }
}

TEST_CASE("a certificate for another host is refused before anything is sent, and the log names the host") {
    const auto server = tls_server({.names = "DNS:elsewhere.example,IP:127.0.0.9"});
    SECTION("by address") {
        const auto line = connect(*server);
        CHECK_THAT(refusal_by(*line, *server).detail, Contains("not for 127.0.0.1"));
    }
    SECTION("by name") {
        const auto line = connect(options_for(*server, "localhost"));
        CHECK_THAT(refusal_by(*line, *server).detail, Contains("not for localhost"));
    }
}

TEST_CASE("an expired or not yet valid certificate is refused with a hint at the terminal's clock") {
    const auto span = GENERATE(std::pair{hours(-48), hours(-24)}, std::pair{hours(24), hours(48)});
    const auto server = tls_server({.valid_from = span.first, .valid_to = span.second});
    const auto line = connect(*server);
    CHECK_THAT(refusal_by(*line, *server).detail, Contains("clock"));
}

TEST_CASE("a certificate of an untrusted authority is refused") {
    const auto server = tls_server(issue(make_authority("Somebody else"), {}));
    const auto line = connect(*server);
    refusal_by(*line, *server);
}

TEST_CASE("without a CA file only the system's authorities count") {
    const auto server = tls_server();
    const auto line = connect(*server, [](HttpsOptions& options) { options.ca_file.clear(); });
    refusal_by(*line, *server);
}

TEST_CASE("a server whose key or whose authority's key is pinned is accepted") {
    const auto identity = issue(trusted_authority(), {});
    const auto server = tls_server(identity);
    const auto pin = GENERATE_COPY(identity.pin(), trusted_authority().pin());
    const auto line = connect(*server, [&](HttpsOptions& options) {
        options.pins = {issue(trusted_authority(), {}).pin(), pin};
    });
    CHECK(answer_in(line->ask(get())).status == 200);
}

TEST_CASE("a verified server without a pinned key is refused, and the log shows the key it has") {
    const auto identity = issue(trusted_authority(), {});
    const auto server = tls_server(identity);
    const auto line = connect(
        *server, [](HttpsOptions& options) { options.pins = {issue(trusted_authority(), {}).pin()}; });
    CHECK_THAT(refusal_by(*line, *server).detail, Contains(identity.pin()));
    CHECK_THAT(refusal_by(*line, *server).detail, Contains(identity.pin()));
}

TEST_CASE("a server that offers less than TLS 1.2 is refused") {
    const auto server = tls_server({}, TLS1_1_VERSION);
    const auto outcome = connect(*server)->ask(get());
    CHECK(failure_in(outcome).unsent);
    CHECK(server->requests().empty());
}

TEST_CASE("TLS 1.2 and 1.3 are both accepted") {
    const auto version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const auto server = tls_server({}, version);
    CHECK(answer_in(connect(*server)->ask(get())).status == 200);
}

TEST_CASE("a deadline that passes in the handshake is a timeout, and nothing was sent") {
    const auto server = tls_server();
    server->next_connection([](Peer& peer) { peer.wait_until_client_leaves(); });
    const auto outcome = connect(*server)->ask(post(), milliseconds(200));
    CHECK(failure_in(outcome).code == Errc::timed_out);
    CHECK(failure_in(outcome).unsent);
    CHECK_THAT(failure_in(outcome).detail, Contains("handshake"));
}

TEST_CASE("a rejected certificate is described: whose it is, who issued it, until when it is valid") {
    const auto server = tls_server(issue(make_authority("Somebody else"), {}));
    const auto line = connect(*server);
    const auto detail = refusal_by(*line, *server).detail;
    CHECK_THAT(detail, Contains("issued by CN=Somebody else") && Contains("valid from") && Contains("GMT"));
}

TEST_CASE("a server that does not speak TLS is told apart from one that closes the connection") {
    const auto plain = tls_server();
    plain->next_connection([](Peer& peer) { peer.write("HTTP/1.1 400 Bad\r\n\r\n"); });
    CHECK_THAT(failure_in(connect(*plain)->ask(post())).detail, Contains("does not speak TLS"));
    const auto closing = tls_server();
    closing->next_connection([](Peer& peer) { peer.cut(); });
    CHECK_THAT(failure_in(connect(*closing)->ask(post())).detail,
               Contains("closed the connection in the handshake"));
}

TEST_CASE(
    "a server that does not speak TLS, or closes during the handshake, is unreachable and received nothing") {
    const auto server = tls_server();
    server->next_connection(GENERATE(Script([](Peer& peer) { peer.write("HTTP/1.1 400 Bad\r\n\r\n"); }),
                                     Script([](Peer& peer) { peer.cut(); }),
                                     Script([](Peer& peer) { peer.reset(); })));
    const auto outcome = connect(*server)->ask(post());
    CHECK(failure_in(outcome).code == Errc::unreachable);
    CHECK(failure_in(outcome).unsent);
}

TEST_CASE("if no server listens, the request is unsent") {
    std::string url;
    {
        const ScriptedServer gone;
        url = gone.url();
    }
    const ScriptedServer other;
    auto options = options_for(other);
    options.base_url = url;
    const auto outcome = connect(std::move(options))->ask(post());
    CHECK(failure_in(outcome).code == Errc::unreachable);
    CHECK(failure_in(outcome).unsent);
}

TEST_CASE("options that cannot work are refused when the transport is made") {
    const ScriptedServer server;
    auto options = options_for(server);
    boost::asio::io_context io;
    const auto problem = [&] {
        const auto made = make_https_transport(io.get_executor(), options);
        REQUIRE(made.has_error());
        return made.error();
    };
    SECTION("plain HTTP to another machine") {
        options.base_url = "http://192.0.2.1/partner/v2";
        CHECK(problem().where == "base_url");
    }
    SECTION("a CA file that is not there") {
        options.base_url = "https://127.0.0.1";
        options.ca_file = "/nonexistent/ca.pem";
        CHECK(problem().where == "ca_file");
    }
    SECTION("a CA file without certificates") {
        const TemporaryFile file("hello");
        options.base_url = "https://127.0.0.1";
        options.ca_file = file.path();
        CHECK(problem().where == "ca_file");
    }
    SECTION("a pin that is no digest") {
        options.base_url = "https://127.0.0.1";
        options.pins = {"abc"};
        CHECK(problem().where == "pins");
    }
    SECTION("a credential header that would break out of its line") {
        options.credential_header = "X-Key: 1\r\nX-Other";
        CHECK(problem().where == "credential_header");
    }
    SECTION("no key") {
        options.api_key.clear();
        CHECK(problem().where == "api_key");
    }
}
