#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <set>

#include "../../contract/transport/scripted_server.hpp"
#include "../cloud/cloud_process.hpp"
#include "../cloud/conformity.hpp"
#include "cloud/webhook/message.hpp"
#include "tests/openapi/schema.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;
using tillpoints::test::Peer;
using tillpoints::test::ScriptedServer;

namespace {

/// One request as the shop's server received it.
struct ReceivedMessage {
    std::string path;
    HttpHeaders headers;
    Json body;
};

ReceivedMessage word_of(const std::string& text) {
    ReceivedMessage message;
    const auto end = text.find("\r\n\r\n");
    message.path = text.substr(5, text.find(' ', 5) - 5);
    for (auto at = text.find("\r\n") + 2; at < end; at = text.find("\r\n", at) + 2) {
        const auto colon = text.find(": ", at);
        message.headers.emplace_back(text.substr(at, colon - at),
                                     text.substr(colon + 2, text.find("\r\n", at) - colon - 2));
    }
    message.body = parse_json(text.substr(end + 4)).value();
    return message;
}

/// A shop's server, and the cloud that sends messages to it.
struct Shop {
    explicit Shop(const ScriptedServer::Tls* tls = nullptr) : server(tls) {}

    std::vector<std::string> arguments(const char* retry = "200") const {
        return {"--webhook", server.url(), "--webhook-retry-ms", retry};
    }

    /// All requests that came, once there are `count`; fewer if they do not come.
    std::vector<ReceivedMessage> words(std::size_t count) {
        server.wait_for_requests(count);
        std::vector<ReceivedMessage> out;
        for (const auto& request : server.requests()) out.push_back(word_of(request));
        return out;
    }

    void next_answers(int status, const std::string& more_headers = {}) {
        server.next_connection([=](Peer& peer) {
            peer.read_request();
            peer.answer(status, "{}", more_headers);
            peer.hang_up();
        });
    }

    DataDirectory data;
    ScriptedServer server;
};

Operation sell(const CloudProcess& cloud, const std::string& number) {
    auto terminal = cloud.client();
    return expect<Operation>(terminal, purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000, 0, number));
}

/// What is wrong with a body by a schema of the protocol's description.
std::vector<std::string> faults(const std::string& path, const Json& body) {
    const auto& document = protocol_description().document();
    const auto* message = document.find("x-webhooks")->find(path);
    if (!message) return {"no message is described for " + path};
    const auto* content = message->find("post")->find("requestBody")->find("content");
    return openapi::violations(document, *content->find("application/json")->find("schema"), body);
}

/// The first message in the queue, once it is given up.
Json first_given_up(const CloudProcess& cloud) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    Json row;
    do {
        const auto answer = cloud.office().send({"GET", "/webhooks", {}, {}}).value();
        row = parse_json(answer.body).value().find("rows")->items()->at(0);
    } while (!row.find("due")->is_null() && std::chrono::steady_clock::now() < deadline);
    return row;
}

}  // namespace

TEST_CASE(
    "messages about a new customer, a purchase, its refund and an order are sent, each to its path and "
    "signed") {
    Shop shop;
    const CloudProcess cloud(shop.data, shop.arguments());
    const auto anna = cloud.join("Анна");
    const auto sale = sell(cloud, "r/1");
    auto terminal = cloud.client();
    expect<Operation>(terminal, RefundOperation{sale.id, {}});
    const auto goods =
        terminal.send({"POST", "/goods", {}, R"({"name":"Чай","data":{"type":"ITEM","price":50}})"}).value();
    const auto id = parse_json(goods.body).value().find("id")->number()->digits;
    const auto order = cloud.order(anna, "[{\"id\":" + id + ",\"qty\":1}]", "Main street");

    // The base path of the server's URL stands before every path.
    std::map<std::string, std::vector<Json>> told;
    for (const auto& message : shop.words(4)) {
        told[message.path].push_back(message.body);
        const std::string request(header_of(message.headers, "X-RequestId"));
        const std::string time(header_of(message.headers, "X-Timestamp"));
        CHECK(is_uuid(request));
        CHECK(header_of(message.headers, "X-Origin-Request-Id") == request);
        CHECK(header_of(message.headers, "X-Signature") ==
              cloud::webhook_signature(request, time, 42, "integration-key"));
    }
    REQUIRE(told["/partner/v2/api/v2/events/participant"].size() == 1);
    CHECK(*told["/partner/v2/api/v2/events/participant"][0].find("displayName")->string() == "Анна");
    REQUIRE(told["/partner/v2/api/v2/events/operation"].size() == 2);
    // A message that was tried again comes later than those behind it.
    const auto one = operation_from(told["/partner/v2/api/v2/events/operation"][0]).value();
    const auto other = operation_from(told["/partner/v2/api/v2/events/operation"][1]).value();
    CHECK((one.id == sale.id) != (other.id == sale.id));
    CHECK((one.origin == sale.id) != (other.origin == sale.id));
    REQUIRE(told["/partner/v2/api/v2/events/goods-order"].size() == 1);
    CHECK(told["/partner/v2/api/v2/events/goods-order"][0] == order);
    CHECK(told.size() == protocol_description().document().find("x-webhooks")->members()->size());
    for (const auto& [path, bodies] : told)
        for (const auto& body : bodies)
            for (const auto& fault : faults(path.substr(std::string_view("/partner/v2").size()), body))
                FAIL_CHECK(path << ": " << fault);
}

TEST_CASE("a message that is not answered with 200 is sent again with the same id, three times in all") {
    Shop shop;
    for (const int status : {500, 204, 404, 200}) shop.next_answers(status);
    const CloudProcess cloud(shop.data, shop.arguments());
    sell(cloud, "r/1");
    auto words = shop.words(3);
    REQUIRE(words.size() == 3);
    for (const auto& message : words)
        CHECK(header_of(message.headers, "X-RequestId") == header_of(words[0].headers, "X-RequestId"));
    sell(cloud, "r/2");
    words = shop.words(4);
    REQUIRE(words.size() == 4);
    CHECK(*words[3].body.find("receiptNumber")->string() == "r/2");
    const auto row = first_given_up(cloud);
    CHECK(row.find("tries")->number()->digits == "3");
    CHECK(row.find("due")->is_null());
    CHECK(*row.find("request_id")->string() == header_of(words[0].headers, "X-RequestId"));
}

TEST_CASE("a redirect is not followed and counts as a failed try") {
    Shop shop;
    ScriptedServer elsewhere;
    shop.next_answers(302, "Location: " + elsewhere.url() + "/\r\n");
    const CloudProcess cloud(shop.data, shop.arguments());
    sell(cloud, "r/1");
    CHECK(shop.words(2).size() == 2);
    CHECK(elsewhere.requests().empty());
}

TEST_CASE("a crash loses no message: what was not accepted is sent after the restart") {
    Shop shop;
    for (int i = 0; i < 3; ++i) shop.next_answers(503);
    {
        CloudProcess cloud(shop.data, shop.arguments("1000"));
        for (const auto* number : {"r/1", "r/2", "r/3"}) sell(cloud, number);
        shop.words(3);
        cloud.kill();
    }
    const CloudProcess again(shop.data, shop.arguments("1000"));
    std::set<std::string> told;
    for (const auto& message : shop.words(6)) told.insert(*message.body.find("receiptNumber")->string());
    CHECK(told == std::set<std::string>{"r/1", "r/2", "r/3"});
}

TEST_CASE("a shop's server that hangs delays no answer") {
    Shop shop;
    for (int i = 0; i < 8; ++i)
        shop.server.next_connection([](Peer& peer) {
            peer.read_request();
            peer.wait_until_client_leaves();
        });
    const CloudProcess cloud(shop.data, shop.arguments());
    sell(cloud, "r/0");
    REQUIRE(shop.words(1).size() == 1);
    for (int i = 1; i <= 10; ++i) {
        const auto start = std::chrono::steady_clock::now();
        sell(cloud, "r/" + std::to_string(i));
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
    }
}

TEST_CASE("without a shop's server no message is queued") {
    Shop shop;
    {
        const CloudProcess cloud(shop.data);
        sell(cloud, "r/1");
    }
    const CloudProcess cloud(shop.data, shop.arguments());
    sell(cloud, "r/2");
    const auto words = shop.words(1);
    REQUIRE(words.size() == 1);
    CHECK(*words[0].body.find("receiptNumber")->string() == "r/2");
}

TEST_CASE("over https the shop's certificate is verified or nothing is sent") {
    const auto authority = tillpoints::test::make_authority("shop");
    const ScriptedServer::Tls tls{tillpoints::test::issue(authority, {}), 0};
    const tillpoints::test::TemporaryFile right(authority.pem());
    const tillpoints::test::TemporaryFile wrong(tillpoints::test::make_authority("other").pem());
    Shop shop(&tls);
    auto arguments = shop.arguments();
    arguments.insert(arguments.end(), {"--webhook-ca", wrong.path()});
    {
        const CloudProcess cloud(shop.data, arguments);
        sell(cloud, "r/1");
        CHECK(shop.server.wait_for_connections(1));
    }
    CHECK(shop.server.requests().empty());
    arguments.back() = right.path();
    const CloudProcess cloud(shop.data, arguments);
    sell(cloud, "r/2");
    CHECK_FALSE(shop.words(1).empty());
}
