#include <openssl/ssl.h>

#include <catch2/catch.hpp>
#include <future>

#include "https_line.hpp"

using namespace tillpoints;
using namespace tillpoints::test;
using std::chrono::milliseconds;

namespace {

std::unique_ptr<ScriptedServer> either_server() {
    return GENERATE(true, false) ? tls_server() : std::make_unique<ScriptedServer>();
}

/// Answers one request, then does something else with the next one on the same connection.
Script answer_once_then(const std::function<void(Peer&)>& next) {
    return [next](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.answer();
        next(peer);
    };
}

void read_and_die(Peer& peer) {
    peer.read_request();
    peer.hang_up();
}

}  // namespace

TEST_CASE("requests one after the other use one connection and one handshake") {
    const auto server = tls_server();
    const auto line = connect(*server);
    for (int i = 0; i < 20; ++i) CHECK(answer_in(line->ask(i % 2 ? get() : post())).status == 200);
    CHECK(server->connections() == 1);
    CHECK(server->handshakes() == 1);
}

TEST_CASE("a lost connection is replaced by one that resumes its TLS session") {
    const auto version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const auto server = tls_server({}, version);
    const auto line = connect(*server);
    for (int i = 0; i < 3; ++i) {
        server->next_connection([](Peer& peer) {
            peer.shake_hands();
            peer.read_request();
            peer.answer(200, "{}", "Connection: close\r\n");
        });
        CHECK(answer_in(line->ask(get())).status == 200);
    }
    CHECK(server->handshakes() == 3);
    CHECK(server->resumed() == 2);
}

TEST_CASE("a session is resumed if keys are pinned too") {
    const auto identity = issue(trusted_authority(), {});
    const auto server = tls_server(identity);
    const auto line = connect(*server, [&](HttpsOptions& options) { options.pins = {identity.pin()}; });
    server->next_connection(answer_once_then([](Peer& peer) { peer.hang_up(); }));
    answer_in(line->ask(get()));
    REQUIRE(server->wait_for_ended_connections(1));
    CHECK(answer_in(line->ask(get())).status == 200);
    CHECK(server->resumed() == 1);
}

TEST_CASE("a session of a server without a pinned key is not resumed") {
    const auto server = tls_server();
    const auto line = connect(
        *server, [](HttpsOptions& options) { options.pins = {issue(trusted_authority(), {}).pin()}; });
    for (int i = 0; i < 3; ++i) CHECK(failure_in(line->ask(get())).code == Errc::certificate_rejected);
    CHECK(server->requests().empty());
    CHECK(server->resumed() == 0);
}

TEST_CASE("an idle connection that the server closed is noticed, and a POST uses a new one") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection(answer_once_then([](Peer& peer) { peer.hang_up(); }));
    answer_in(line->ask(post("1")));
    REQUIRE(server->wait_for_ended_connections(1));
    SECTION("because its end was seen") {
        line->catch_up();
    }
    SECTION("because the socket is asked before it is used") {}
    CHECK(answer_in(line->ask(post("2"))).status == 200);
    CHECK(server->connections() == 2);
    CHECK(server->requests().size() == 2);
}

TEST_CASE("an idle connection that receives bytes without a request is not used again") {
    const auto server = either_server();
    const auto line = connect(*server);
    std::promise<void> said;
    server->next_connection(answer_once_then([&](Peer& peer) {
        peer.answer(500, "for somebody else");
        said.set_value();
        peer.wait_until_client_leaves();
    }));
    answer_in(line->ask(get()));
    said.get_future().wait();
    SECTION("because it was read") {
        line->catch_up();
    }
    SECTION("because the socket is asked before it is used") {}
    CHECK(answer_in(line->ask(post())).status == 200);
    CHECK(server->connections() == 2);
}

TEST_CASE("a GET whose kept connection turns out dead is repeated once on a new one") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection(answer_once_then(read_and_die));
    answer_in(line->ask(get("/one")));
    CHECK(answer_in(line->ask(get("/two"))).status == 200);
    const auto requests = server->requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[1].starts_with("GET /partner/v2/two "));
    CHECK(requests[2].starts_with("GET /partner/v2/two "));
    CHECK(server->connections() == 2);
}

TEST_CASE("a GET is not repeated twice") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection(answer_once_then(read_and_die));
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        read_and_die(peer);
    });
    answer_in(line->ask(get()));
    const auto outcome = line->ask(get());
    CHECK(failure_in(outcome).code == Errc::connection_lost);
    CHECK_FALSE(failure_in(outcome).unsent);
    CHECK(server->requests().size() == 3);
}

TEST_CASE("a repeated GET that cannot connect any more still counts as sent") {
    const auto server = tls_server();
    const auto line = connect(*server);
    server->next_connection(answer_once_then(read_and_die));
    server->next_connection([](Peer& peer) { peer.cut(); });
    answer_in(line->ask(get()));
    const auto outcome = line->ask(get());
    CHECK(failure_in(outcome).code == Errc::unreachable);
    CHECK_FALSE(failure_in(outcome).unsent);
}

TEST_CASE("a GET on a first connection is not repeated") {
    const auto server = either_server();
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        read_and_die(peer);
    });
    CHECK(failure_in(connect(*server)->ask(get())).code == Errc::connection_lost);
    CHECK(server->requests().size() == 1);
}

TEST_CASE("a POST whose kept connection dies is never repeated, and its outcome is unclear") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection(answer_once_then(read_and_die));
    answer_in(line->ask(get()));
    const auto outcome = line->ask(post());
    CHECK(failure_in(outcome).code == Errc::connection_lost);
    CHECK_FALSE(failure_in(outcome).unsent);
    CHECK(server->requests().size() == 2);
}

TEST_CASE("a connection is not used again when the server says so") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.answer(200, "{}", "Connection: close\r\n");
        peer.wait_until_client_leaves();
    });
    answer_in(line->ask(get()));
    CHECK(answer_in(line->ask(post())).status == 200);
    CHECK(server->connections() == 2);
}

TEST_CASE("a connection that is idle beyond the limit is closed") {
    const auto server = either_server();
    const auto line = connect(*server, [](HttpsOptions& options) { options.idle_limit = milliseconds(50); });
    answer_in(line->ask(get()));
    line->io.restart();
    line->io.run();  // returns when nothing is left: the idle timer has fired and the connection is gone
    REQUIRE(server->wait_for_ended_connections(1));
    CHECK(answer_in(line->ask(get())).status == 200);
    CHECK(server->connections() == 2);
}

TEST_CASE("no more connections are open than allowed; further requests wait their turn") {
    const auto server = tls_server();
    const auto line = connect(*server, [](HttpsOptions& options) { options.max_connections = 2; });
    std::vector<std::shared_ptr<Told>> all;
    for (int i = 0; i < 12; ++i) all.push_back(line->start(post(std::to_string(i))));
    for (const auto& told : all) CHECK(answer_in(line->wait_for(*told)).status == 200);
    CHECK(server->connections() == 2);
    CHECK(server->requests().size() == 12);
}

TEST_CASE("a request whose deadline passes while it waits for a connection is unsent") {
    const auto server = either_server();
    const auto line = connect(*server, [](HttpsOptions& options) { options.max_connections = 1; });
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.wait_until_client_leaves();
    });
    const auto first = line->start(post("first"), milliseconds(600));
    const auto second = line->start(post("second"), milliseconds(200));
    const auto& waited = failure_in(line->wait_for(*second));
    CHECK(waited.code == Errc::timed_out);
    CHECK(waited.unsent);
    CHECK(first->times == 0);
    const auto& sent = failure_in(line->wait_for(*first));
    CHECK(sent.code == Errc::timed_out);
    CHECK_FALSE(sent.unsent);
}

TEST_CASE("a request that gives up makes room for the next one") {
    const auto server = either_server();
    const auto line = connect(*server, [](HttpsOptions& options) { options.max_connections = 1; });
    server->next_connection([](Peer& peer) { peer.wait_until_client_leaves(); });
    const auto first = line->start(get(), milliseconds(200));
    const auto second = line->start(post());
    CHECK(failure_in(line->wait_for(*first)).code == Errc::timed_out);
    CHECK(answer_in(line->wait_for(*second)).status == 200);
}

TEST_CASE("an answer that arrives before the request was read ends the request and the connection") {
    const auto server = either_server();
    const auto line = connect(*server);
    server->next_connection([](Peer& peer) {
        peer.shake_hands();
        peer.answer(413, "too much");
        peer.wait_until_client_leaves();
    });
    CHECK(answer_in(line->ask(post(std::string(8'000'000, 'x')))).status == 413);
    CHECK(answer_in(line->ask(get())).status == 200);
    CHECK(server->connections() == 2);
}

TEST_CASE("the executor's context may be destroyed without having run again after the transport") {
    const auto server = tls_server();
    for (const bool by_name : {false, true}) {
        const auto line = connect(options_for(*server, by_name ? "localhost" : "127.0.0.1"));
        const auto before = server->requests().size();
        const auto first = line->start(post());
        while (server->requests().size() == before) line->io.run_one_for(milliseconds(10));
        const auto second = line->start(post());
        line->io.poll_one();
        line->transport.reset();
        CHECK(second->times == 1);
    }
}
