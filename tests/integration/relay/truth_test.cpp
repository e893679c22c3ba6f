// If the relay does not know whether a request arrived, it never says that nothing was sent.
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "../../contract/transport/scripted_server.hpp"
#include "cloud/relay/relay.hpp"
#include "relay_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;
using tillpoints::test::ScriptedServer;

namespace {

const auto authority = tillpoints::test::make_authority("upstream");

Call sale() {
    return purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000, 0, "receipt/1");
}

/// A terminal takes this answer for an unknown outcome.
bool unclear(const Call& call, const std::optional<HttpAnswer>& answer) {
    if (!answer) return true;
    const auto read = answer_of(call, *answer);
    const auto* refusal = read ? std::get_if<Refusal>(&*read) : nullptr;
    return refusal && refusal->code == Errc::server_failed && answer->status >= 500;
}

/// A scripted upstream, and a relay before it.
struct RelayBeforeUpstream {
    explicit RelayBeforeUpstream(const char* names = "IP:127.0.0.1", std::vector<std::string> arguments = {})
        : tls{tillpoints::test::issue(authority, {names}), 0},
          server(&tls),
          relay(server.url(), ca.path(), std::move(arguments)) {}

    HttpAnswer send() { return terminal.send(request_of(sale())).value(); }

    tillpoints::test::TemporaryFile ca{authority.pem()};
    ScriptedServer::Tls tls;
    ScriptedServer server;
    RelayProcess relay;
    Client terminal = relay.unchecked_terminal();
};

void answer_with(RelayBeforeUpstream& relay_before, std::string bytes) {
    relay_before.server.next_connection([bytes](tillpoints::test::Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.write(bytes);
        peer.hang_up();
    });
}

}  // namespace

TEST_CASE("an answer cut in the middle is an unknown outcome") {
    RelayBeforeUpstream relay_before;
    answer_with(relay_before, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":7");
    const auto answer = relay_before.send();
    CHECK(answer.status == 502);
    CHECK(unclear(sale(), answer));
    answer_with(relay_before, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"");
    CHECK(relay_before.send().status == 502);
}

TEST_CASE("an answer without a length is an unknown outcome") {
    RelayBeforeUpstream relay_before;
    answer_with(relay_before, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\":7}");
    CHECK(relay_before.send().status == 502);
}

TEST_CASE("no answer, nonsense, or a connection reset under the request is an unknown outcome") {
    RelayBeforeUpstream relay_before;
    answer_with(relay_before, "");
    CHECK(relay_before.send().status == 502);
    answer_with(relay_before, "hello\r\n\r\n");
    CHECK(relay_before.send().status == 502);
    relay_before.server.next_connection([](tillpoints::test::Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.reset();
    });
    CHECK(relay_before.send().status == 502);
    CHECK(relay_before.server.requests().size() == 3);
}

TEST_CASE("an answer that does not come in time is an unknown outcome, after the time that was set") {
    RelayBeforeUpstream relay_before("IP:127.0.0.1", {"--timeout", "1"});
    relay_before.server.next_connection([](tillpoints::test::Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.wait_until_client_leaves();
    });
    const auto answer = relay_before.send();
    CHECK(answer.status == 504);
    CHECK(unclear(sale(), answer));
}

TEST_CASE(
    "nothing is sent to a certificate of another name or authority, and the terminal is not told that it is "
    "safe") {
    RelayBeforeUpstream other_name("DNS:elsewhere.example");
    const auto answer = other_name.send();
    CHECK(answer.status == 502);
    CHECK(unclear(sale(), answer));
    CHECK(other_name.server.requests().empty());

    const DataDirectory data;
    const CloudProcess cloud(data);
    const tillpoints::test::TemporaryFile other_authority(authority.pem());
    const RelayProcess relay("https://127.0.0.1:" + std::to_string(cloud.port()), other_authority.path());
    auto terminal = relay.unchecked_terminal();
    CHECK(terminal.send(request_of(sale())).value().status == 502);
    CHECK(cloud.requests().empty());
}

TEST_CASE("a cloud that is down is an unknown outcome, and when it is back it is served again") {
    RelayBeforeUpstream relay_before;
    relay_before.server.next_connection([](tillpoints::test::Peer& peer) { peer.reset(); });
    CHECK(relay_before.send().status == 502);
    answer_with(relay_before,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    CHECK(relay_before.send().status == 200);

    const DataDirectory data;
    CloudProcess cloud(data);
    RelayProcess relay("https://127.0.0.1:" + std::to_string(cloud.port()), cloud.ca_file());
    cloud.kill();
    auto terminal = relay.unchecked_terminal();
    CHECK(unclear(sale(), terminal.send(request_of(sale()))));
}

TEST_CASE("a redirect is passed back, never followed") {
    RelayBeforeUpstream relay_before;
    answer_with(relay_before, "HTTP/1.1 302 Found\r\nLocation: " + relay_before.server.url() +
                                  "/elsewhere\r\nContent-Length: 0\r\n\r\n");
    CHECK(relay_before.send().status == 302);
    CHECK(relay_before.server.requests().size() == 1);
}

TEST_CASE("what the cloud did without an answer happened once; the relay never sends again") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    const RelayProcess relay("https://127.0.0.1:" + std::to_string(cloud.port()), cloud.ca_file());
    for (const auto* fault : {"lost_answer_next", "cut_answer_next"}) {
        cloud.set_switch(Json::object({{fault, 1}}));
        auto terminal = relay.unchecked_terminal();
        CHECK(unclear(sale(), terminal.send(request_of(sale()))));
    }
    CHECK(cloud.ledger().find("operations")->items()->size() == 2);
}

TEST_CASE("with too many pending requests the relay refuses, and only its log says that nothing was sent") {
    tillpoints::test::TemporaryFile ca(authority.pem());
    ScriptedServer::Tls tls{tillpoints::test::issue(authority, {}), 0};
    ScriptedServer server(&tls);
    boost::asio::io_context io;
    cloud::OutboundClient cloud(io, *cloud::parse_destination(server.url()),
                                {ca.path(), std::chrono::seconds(5)});
    std::string log;
    cloud::Relay relay(cloud, {"X-Key", 1}, [&](const std::string& line) { log += line + "\n"; });
    std::vector<int> statuses;
    for (int i = 0; i < 2; ++i)
        relay.serve({"GET", "/tags", {{"X-Key", "Basic x"}}, {}},
                    [&](Reply reply) { statuses.push_back(reply.answer.status); });
    io.run();
    CHECK(statuses == std::vector{503, 200});
    CHECK(log == "GET /tags 503 not forwarded, 1 under way\nGET /tags 200\n");
}
