#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <thread>

#include "../../contract/transport/scripted_server.hpp"
#include "../cloud/cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using tillpoints::test::Peer;
using tillpoints::test::ScriptedServer;

namespace {

constexpr auto phone = "+77010000001";

std::vector<std::string> with_cards(const DataDirectory& data, const ScriptedServer& hook,
                                    std::vector<std::string> more = {}) {
    std::ofstream(data.path + "/hook.key") << "Bearer of-the-hook\n";
    more.insert(more.end(), {"--card", "127.0.0.1:0", "--virtual-time", "--message-hook", hook.url(),
                             "--message-hook-key-file", data.path + "/hook.key"});
    return more;
}

/// A browser without a session.
class Visitor {
  public:
    explicit Visitor(const DataDirectory& data, const std::string& ca_file = {}) {
        const auto ports = parse_json(data.read("ports.json")).value();
        port_ = ports.find("card")->number()->digits;
        client_.emplace(static_cast<std::uint16_t>(std::stoi(port_)), ca_file,
                        HttpHeaders{{"Host", "127.0.0.1:" + port_}, {"Content-Type", "application/json"}});
    }

    HttpAnswer post(const std::string& call, const Json& body) {
        return client_->send({"POST", "/card/api/" + call, {}, dump(body)}).value();
    }
    HttpAnswer ask_code() { return post("code", Json::object({{"phone", phone}})); }

    std::optional<Client> client_;
    std::string port_;
};

std::string header_in(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return request.substr(from, request.find("\r\n", from) - from);
}

Json body_of(const std::string& request) {
    return parse_json(request.substr(request.find("\r\n\r\n") + 4)).value();
}

std::string text_of(const Json& json, const char* key) {
    const auto* found = json.find(key);
    return found && found->string() ? *found->string() : std::string();
}

/// The six digits in the message that a request brings.
std::string code_in(const std::string& request) {
    const auto text = text_of(body_of(request), "text");
    return text.substr(text.find_first_of("0123456789"), 6);
}

/// The first message, once it has this state; as it is after ten seconds otherwise.
Json message_in_state(const CloudProcess& cloud, const std::string& state) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    Json row;
    do {
        const auto answer = cloud.office().send({"GET", "/messages", {}, {}}).value();
        row = parse_json(answer.body).value().find("rows")->items()->at(0);
    } while (text_of(row, "state") != state && std::chrono::steady_clock::now() < deadline);
    return row;
}

void advance(const CloudProcess& cloud, std::chrono::seconds by) {
    const auto shown = cloud.office().send({"GET", "/time", {}, {}}).value();
    const auto now = parse_timestamp(text_of(parse_json(shown.body).value(), "now")).value();
    const auto body = dump(Json::object({{"to", to_text(now + by)}}));
    REQUIRE(cloud.office().send({"POST", "/time", {}, body})->status == 200);
}

}  // namespace

TEST_CASE(
    "a one-time code goes to the shop's server once, confirms the phone, and is kept nowhere afterwards") {
    const DataDirectory data;
    ScriptedServer hook;
    const CloudProcess cloud(data, with_cards(data, hook));
    Visitor visitor(data);
    CHECK(visitor.ask_code().status == 200);
    REQUIRE(hook.wait_for_requests(1));
    const auto request = hook.requests().front();
    CHECK(request.starts_with("POST /partner/v2/messages "));
    CHECK(header_in(request, "Authorization") == "Bearer of-the-hook");
    CHECK(header_in(request, "Idempotency-Key").starts_with("code/"));
    CHECK(text_of(body_of(request), "to") == phone);
    const auto code = code_in(request);
    const auto row = message_in_state(cloud, "delivered");
    CHECK(row.find("text")->is_null());
    const auto confirmed = visitor.post("confirm", Json::object({{"phone", phone}, {"code", code}}));
    CHECK(confirmed.status == 200);
    CHECK(header_of(confirmed.headers, "Set-Cookie").starts_with("tillpoints-card="));
    CHECK(hook.requests().size() == 1);
}

TEST_CASE(
    "a code that confirms a redemption goes to the shop's server once, and is kept nowhere afterwards") {
    const DataDirectory data;
    ScriptedServer hook;
    const CloudProcess cloud(data, with_cards(data, hook));
    const auto anna = cloud.join("Анна", phone);
    auto till = cloud.client();
    const loyalty::RequestConfirmation asked{loyalty::ByCode{cloud.code_of(anna)}, Points(20'000), {}};
    const auto begun = expect<loyalty::Confirmation>(till, asked);
    REQUIRE(hook.wait_for_requests(1));
    const auto request = hook.requests().front();
    CHECK(text_of(body_of(request), "to") == phone);
    CHECK(text_of(body_of(request), "purpose") == "code");
    const auto code = code_in(request);
    CHECK(message_in_state(cloud, "delivered").find("text")->is_null());
    CHECK(expect<loyalty::Confirmation>(till, loyalty::GiveConfirmation{begun.id, code}).given);
    CHECK(hook.requests().size() == 1);
}

TEST_CASE(
    "a shop's server that is busy is asked again when it says, and one that refuses is not asked again") {
    const DataDirectory data;
    ScriptedServer hook;
    for (const auto& [status, headers] : {std::pair(429, "Retry-After: 1\r\n"), {404, ""}})
        hook.next_connection([status = status, more = std::string(headers)](Peer& peer) {
            peer.read_request();
            peer.answer(status, "{}", more);
            peer.hang_up();
        });
    const CloudProcess cloud(data, with_cards(data, hook));
    Visitor(data).ask_code();
    REQUIRE(hook.wait_for_requests(2));
    CHECK(header_in(hook.requests()[0], "Idempotency-Key") ==
          header_in(hook.requests()[1], "Idempotency-Key"));
    const auto row = message_in_state(cloud, "failed");
    CHECK(text_of(row, "note") == "the hook answered 404");
}

TEST_CASE("a message whose answer died with the process is sent again under its key, and only then") {
    const DataDirectory data;
    ScriptedServer hook;
    hook.next_connection([](Peer& peer) {
        peer.read_request();
        peer.wait_until_client_leaves();
    });
    {
        CloudProcess cloud(data, with_cards(data, hook));
        Visitor(data).ask_code();
        REQUIRE(hook.wait_for_requests(1));
        CHECK(text_of(message_in_state(cloud, "sending"), "state") == "sending");
        cloud.kill();
    }
    const CloudProcess cloud(data, with_cards(data, hook));
    CHECK(text_of(message_in_state(cloud, "sending"), "state") == "sending");
    advance(cloud, std::chrono::seconds(60));
    CHECK(text_of(message_in_state(cloud, "queued"), "state") == "queued");
    CHECK(hook.requests().size() == 1);
    advance(cloud, std::chrono::seconds(10));
    REQUIRE(hook.wait_for_requests(2));
    CHECK(header_in(hook.requests()[0], "Idempotency-Key") ==
          header_in(hook.requests()[1], "Idempotency-Key"));
    CHECK(text_of(message_in_state(cloud, "delivered"), "state") == "delivered");
}

TEST_CASE(
    "the card is served over TLS with the cloud's certificate where it is wanted, and answers no other "
    "host") {
    const DataDirectory data;
    ScriptedServer hook;
    const CloudProcess cloud(
        data, with_cards(data, hook, {"--card-tls", "--card-url", "https://card.shop.example"}));
    Visitor visitor(data, data.path + "/ca.pem");
    CHECK(visitor.ask_code().status == 200);
    const auto session = [&](const std::string& host) {
        return visitor.client_->send({"GET", "/card/api/session", {{"Host", host}}, {}}).value().status;
    };
    CHECK(session("card.shop.example") == 200);
    CHECK(session("evil.example") == 403);
    CHECK(text_of(parse_json(data.read("ports.json")).value(), "card_url") == "https://card.shop.example");
}
