#include "transport_contract.hpp"

#include <catch2/catch.hpp>

namespace tillpoints::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void silent(Peer& peer) {
    peer.shake_hands();
    peer.read_request();
    peer.wait_until_client_leaves();
}

void answers_come_back_whole(Line& line, ScriptedServer& server) {
    SECTION("an answer comes back with its status, headers and body") {
        server.next_connection([](Peer& peer) {
            peer.shake_hands();
            peer.read_request();
            peer.answer(404, R"({"errorCode":"notFound"})", "X-Request-Id: 7\r\n");
        });
        const auto outcome = line.ask(get("/customers/find?code=1"));
        CHECK(answer_in(outcome).status == 404);
        CHECK(header_of(answer_in(outcome).headers, "x-request-id") == "7");
        CHECK(answer_in(outcome).body == R"({"errorCode":"notFound"})");
    }
    SECTION("a redirect is an answer and is not followed") {
        server.next_connection([&](Peer& peer) {
            peer.shake_hands();
            peer.read_request();
            peer.answer(302, "", "Location: " + server.url() + "/elsewhere\r\n");
        });
        CHECK(answer_in(line.ask(get())).status == 302);
        CHECK(server.requests().size() == 1);
    }
    SECTION("method, target and body arrive as they were given, below the base path") {
        answer_in(line.ask(post(R"({"cash":10.5})")));
        const auto request = server.requests().at(0);
        CHECK(request.starts_with("POST /partner/v2/operations HTTP/1.1\r\n"));
        CHECK(request.ends_with("\r\n\r\n{\"cash\":10.5}"));
    }
}

void deadlines_hold(Line& line, ScriptedServer& server) {
    SECTION("a server that never answers costs the deadline, and the outcome is unclear") {
        server.next_connection(silent);
        const auto before = steady_clock::now();
        const auto outcome = line.ask(post(), milliseconds(300));
        CHECK(failure_in(outcome).code == Errc::timed_out);
        CHECK_FALSE(failure_in(outcome).unsent);
        CHECK(steady_clock::now() - before >= milliseconds(300));
        CHECK(steady_clock::now() - before < milliseconds(3000));
    }
    SECTION("a deadline of nothing ends the request unsent") {
        const auto outcome = line.ask(get(), milliseconds(0));
        CHECK(failure_in(outcome).code == Errc::timed_out);
        CHECK(failure_in(outcome).unsent);
        CHECK(server.requests().empty());
    }
}

void close_answers_everything(Line& line, ScriptedServer& server) {
    SECTION("close tells what is in flight that its outcome is unclear, before it returns") {
        server.next_connection(silent);
        const auto told = line.start(post());
        while (server.requests().empty()) line.io.run_one_for(milliseconds(10));
        REQUIRE(told->times == 0);
        line.transport->close();
        REQUIRE(told->times == 1);
        CHECK(failure_in(*told->outcome).code == Errc::shutting_down);
        CHECK_FALSE(failure_in(*told->outcome).unsent);
        line.catch_up();
        CHECK(told->times == 1);
    }
    SECTION("close tells what was not yet sent that it was not") {
        const auto told = line.start(post());
        line.transport->close();
        REQUIRE(told->times == 1);
        CHECK(failure_in(*told->outcome).code == Errc::shutting_down);
        CHECK(failure_in(*told->outcome).unsent);
        CHECK(server.requests().empty());
    }
    SECTION("a request after close is answered too, and goes nowhere") {
        line.transport->close();
        line.transport->close();
        const auto outcome = line.ask(get());
        CHECK(failure_in(outcome).code == Errc::shutting_down);
        CHECK(failure_in(outcome).unsent);
        CHECK(server.connections() == 0);
    }
    SECTION("destroying the transport answers what is pending, and its executor may run on") {
        server.next_connection(silent);
        const auto told = line.start(post());
        while (server.requests().empty()) line.io.run_one_for(milliseconds(10));
        line.transport.reset();
        CHECK(told->times == 1);
        line.catch_up();
        CHECK(told->times == 1);
    }
    SECTION("a callback may destroy the transport") {
        bool told = false;
        line.transport->send(get(), milliseconds(5000), [&](const Outcome&) {
            told = true;
            line.transport.reset();
        });
        while (!told) REQUIRE(line.io.run_one_for(std::chrono::seconds(10)) > 0);
        line.catch_up();
        CHECK(line.transport == nullptr);
    }
    SECTION("a callback may send the next request") {
        auto second = std::make_shared<Told>();
        line.transport->send(get("/first"), milliseconds(5000), [&](const Outcome&) {
            line.transport->send(get("/second"), milliseconds(5000), [second](Outcome outcome) {
                ++second->times;
                second->outcome = std::move(outcome);
            });
            CHECK(second->times == 0);
        });
        CHECK(answer_in(line.wait_for(*second)).status == 200);
    }
}

void bad_requests_stay_here(Line& line, ScriptedServer& server) {
    SECTION("a request that would break out of its line is refused unsent") {
        const auto bad =
            GENERATE(HttpRequest{"GET", "/x\r\nHost: evil", {}, {}}, HttpRequest{"GET", "/x y", {}, {}},
                     HttpRequest{"GET", "settings", {}, {}}, HttpRequest{"GET\r\n", "/settings", {}, {}},
                     HttpRequest{"GET", "/settings", {{"X-Note", "a\r\nX-Other: b"}}, {}},
                     HttpRequest{"GET", "/settings", {{"X Note", "a"}}, {}});
        const auto outcome = line.ask(bad);
        CHECK(failure_in(outcome).code == Errc::misuse);
        CHECK(failure_in(outcome).unsent);
        CHECK(server.requests().empty());
    }
}

}  // namespace

void keeps_the_contract(const TransportUnderTest& subject) {
    const auto server = subject.make_server();
    Line line;
    line.transport = subject.make_transport(line.io.get_executor(), *server);
    answers_come_back_whole(line, *server);
    deadlines_hold(line, *server);
    close_answers_everything(line, *server);
    bad_requests_stay_here(line, *server);
}

}  // namespace tillpoints::test
