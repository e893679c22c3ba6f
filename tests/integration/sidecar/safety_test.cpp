#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "sidecar.hpp"

using namespace tillpoints;
using namespace tillpoints::test;

namespace {

using Socket = Sidecar::Socket;

HttpHeaders bearer(const std::string& token) {
    return {{"Authorization", "Bearer " + token}};
}

const HttpRequest ask_status{"GET", "/v1/status", {}, {}};

/// The answer to one request under another header.
std::optional<HttpAnswer> status_with(cloud::test::Client client, const std::string& name,
                                      const std::string& value) {
    return client.send({"GET", "/v1/status", {{name, value}}, {}});
}

}  // namespace

TEST_CASE("only a terminal's own token opens its terminal") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    const auto token = sidecar.token("till-1");
    const auto other = sidecar.token("till-2");
    sidecar.start();
    for (const auto socket : {Socket::by_token, Socket::by_name, Socket::with_tls}) {
        CHECK(body_of(sidecar.client(socket, bearer(token)).send(ask_status))["terminal"] == "till-1");
        CHECK(body_of(sidecar.client(socket, bearer(other)).send(ask_status))["terminal"] == "till-2");
        CHECK(code_of(sidecar.client(socket, bearer(token + "0")).send(ask_status)) == "unknown_token");
        CHECK(code_of(sidecar.client(socket, {}).send(ask_status)) == "no_token");
        CHECK(code_of(status_with(sidecar.client(socket, bearer(other)), "Tillpoints-Terminal", "till-1")) ==
              "other_terminal");
        const auto event = event_request(opening("r-1"));
        CHECK(code_of(sidecar.client(socket, {}).send(event)) == "no_token");
    }
    CHECK(code_of(status_with(sidecar.client(Socket::by_token, {}), "Tillpoints-Terminal", "till-1")) ==
          "no_token");
    CHECK(code_of(sidecar.client_of("till-9").send(ask_status)) == "unknown_terminal");
}

TEST_CASE("a token is stored as its digest, in a file of its owner only") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    const auto token = sidecar.token("till-1");
    const auto file = sidecar.state("terminals/till-1/token.sha256");
    CHECK(read_file(file).find(token) == std::string::npos);
    CHECK(read_file(file).size() == 65);
    using std::filesystem::perms;
    CHECK((std::filesystem::status(file).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
}

TEST_CASE("a request for another host, or from a page of another origin, is refused whatever it shows") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    const auto token = sidecar.token("till-1");
    sidecar.start();
    for (const auto socket : {Socket::by_token, Socket::by_name, Socket::with_tls}) {
        const auto client = [&] { return sidecar.client(socket, bearer(token)); };
        CHECK(code_of(status_with(client(), "Host", "evil.example")) == "foreign_host");
        CHECK(code_of(status_with(client(), "Origin", "http://evil.example")) == "foreign_origin");
        CHECK(code_of(status_with(client(), "Origin", "null")) == "foreign_origin");
        CHECK(code_of(status_with(client(), "Sec-Fetch-Site", "cross-site")) == "foreign_origin");
        const auto answer =
            client().send({"OPTIONS", "/v1/events", {{"Access-Control-Request-Method", "POST"}}, {}});
        REQUIRE(answer);
        CHECK(answer->status == 405);
        for (const auto& [name, value] : answer->headers) CHECK(name.find("Access-Control") != 0);
    }
}

TEST_CASE("what is too large, without a length, of another type or under a wrong key is refused with words") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, Json::object(), {{"limits", {{"event_bytes", 2000}}}});
    sidecar.start();
    auto till = sidecar.client_of("till-1");
    auto large = event_request(opening("r-1"));
    large.body += std::string(2000, ' ');
    CHECK(code_of(till.send(large)) == "too_large");
    auto form = event_request(opening("r-1"));
    form.headers.emplace_back("Content-Type", "text/plain");
    CHECK(code_of(till.send(form)) == "wrong_type");
    CHECK(code_of(till.send(event_request(opening("r-1"), "two words"))) == "wrong_key");
    auto late = event_request(opening("r-1"));
    late.target += "?deadline_ms=0";
    CHECK(code_of(till.send(late)) == "wrong_deadline");
    CHECK(code_of(till.send({"GET", "/v1/nothing", {}, {}})) == "unknown_path");
    CHECK(code_of(till.send({"GET", "/v1/events", {}, {}})) == "wrong_method");
    const auto host = "Host: 127.0.0.1:" + std::to_string(sidecar.port(Socket::by_name));
    const auto chunked = till.talk("POST /v1/events HTTP/1.1\r\n" + host +
                                   "\r\nTillpoints-Terminal: till-1\r\nContent-Type: application/json\r\n"
                                   "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    REQUIRE(chunked);
    CHECK(chunked->find("411") != std::string::npos);
    CHECK(chunked->find("no_length") != std::string::npos);
    // What is JSON and no event is the library's to judge.
    auto nonsense = event_request(opening("r-1"));
    nonsense.body = "{}";
    CHECK(body_of(till.send(nonsense))["status"] == "error");
}

TEST_CASE("a terminal that sends faster than it may is told to wait, and another one is not") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1", "till-2"}, Json::object(), {{"limits", {{"events_per_second", 2}}}});
    sidecar.start();
    auto fast = sidecar.client_of("till-1");
    int refused = 0;
    for (int i = 0; i < 20; ++i)
        if (code_of(fast.send(event_request(opening("r-" + std::to_string(i))))) == "too_fast") ++refused;
    CHECK(refused >= 5);
    CHECK(body_of(sidecar.client_of("till-2").send(event_request(opening("r-1"))))["status"] == "ok");
}

TEST_CASE("a terminal is enrolled by a code once, over TLS, and a wrong code costs a try") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    sidecar.start();
    const auto code_in = [](const std::string& text) { return text.substr(text.find("code") + 13, 9); };
    const auto shown = sidecar.command({"enrol", "till-3"});
    CHECK(shown.find("https://127.0.0.1:" + std::to_string(sidecar.port(Socket::with_tls))) !=
          std::string::npos);
    CHECK(shown.find("SHA-256") != std::string::npos);
    CHECK(shown.find("\u2588\u2588") != std::string::npos);
    auto stranger = sidecar.client(Socket::with_tls, {});
    const auto enrol = [&](const std::string& code) {
        return stranger.send({"POST", "/v1/enrol", {}, Json{{"code", code}}.dump()});
    };
    CHECK(code_of(enrol("0000-0000")) == "wrong_code");
    const auto answer = body_of(enrol(code_in(shown)));
    CHECK(answer["terminal"] == "till-3");
    CHECK(code_of(enrol(code_in(shown))) == "wrong_code");
    auto till = sidecar.client(Socket::with_tls, bearer(answer["token"]));
    const auto opened = [&] { return body_of(till.send(event_request(opening("r-1"), "k"))); };
    Json reply = opened();
    for (int tries = 0; tries < 100 && reply.contains("error"); ++tries) {
        CHECK(reply["error"]["code"] == "terminal_not_running");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));  // its database is being made
        reply = opened();
    }
    CHECK(reply["status"] == "ok");
    const auto fresh = code_in(sidecar.command({"enrol", "till-4"}));
    for (int i = 0; i < 5; ++i) CHECK(code_of(enrol("0000-0000")) == "wrong_code");
    CHECK(code_of(enrol(fresh)) == "wrong_code");
    // The token outlives a restart, and the enrolled terminal with it.
    CHECK(sidecar.stop() == 0);
    sidecar.start();
    CHECK(body_of(sidecar.client(Socket::with_tls, bearer(answer["token"])).send(ask_status))["terminal"] ==
          "till-3");
}

TEST_CASE("the metrics name no customer and no receipt") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    sidecar.start();
    auto till = sidecar.client_of("till-1");
    till.send(event_request(opening("receipt-of-anna")));
    till.send(event_request({{"event", "customer_presented"},
                             {"receipt_id", "receipt-of-anna"},
                             {"by", "phone"},
                             {"value", "+79005550001"}}));
    const auto page = till.send({"GET", "/metrics", {}, {}});
    REQUIRE(page);
    CHECK(page->body.find("tillpointsd_events_total{terminal=\"till-1\",status=\"ok\"} 1") !=
          std::string::npos);
    CHECK(page->body.find("anna") == std::string::npos);
    CHECK(page->body.find("9005550001") == std::string::npos);
}
