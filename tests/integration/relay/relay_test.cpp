#include <catch2/catch.hpp>

#include "relay_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

namespace {

struct Shop {
    DataDirectory data;
    CloudProcess cloud{data};
    std::string upstream = "https://127.0.0.1:" + std::to_string(cloud.port()) + "/partner/v2/";
    RelayProcess relay{upstream, cloud.ca_file()};
    Client terminal = relay.terminal();
};

}  // namespace

TEST_CASE("a terminal behind the relay works as without it, whatever its network writes into Authorization") {
    Shop shop;
    const auto anna = shop.cloud.join("Анна", "+77010000001");
    CHECK(expect<Settings>(shop.terminal, GetSettings()).id == 42);
    const auto found =
        expect<Found>(shop.terminal, FindCustomer{ByPhone{*Phone::parse("+77010000001")}, false, {}, {}, {}});
    CHECK(found.user.display_name == "Анна");
    const auto sale =
        expect<Operation>(shop.terminal, purchase(ByCode{shop.cloud.code_of(anna)}, 100'000, 10'000, "r/1"));
    CHECK(expect<Operation>(shop.terminal, RefundOperation{sale.id, Money(40'000)}).origin == sale.id);
    CHECK(expect<Accepted>(shop.terminal, Reward{Points(100), {found.user.participant.id.value()}, {}, {}})
              .accepted == 1);
    CHECK(expect<Refusal>(shop.terminal, GetOperation{{999}}).code == Errc::not_found);
    CHECK(shop.terminal.send({"DELETE", "/goods/7", {}, {}}).value().status == 404);
    CHECK(shop.terminal.connections() == 1);
}

TEST_CASE("the answer is the cloud's own: same body, its request id, and the terminal's id") {
    Shop shop;
    auto direct = shop.cloud.client();
    const HttpRequest ask{"GET", "/settings", {{"X-Origin-Request-Id", "mine"}}, {}};
    const auto through = shop.terminal.send(ask).value();
    CHECK(through.body == direct.send(ask).value().body);
    CHECK(is_uuid(header_of(through.headers, "X-Request-Id")));
    CHECK(header_of(through.headers, "X-Origin-Request-Id") == "mine");
    CHECK_FALSE(header_of(through.headers, "X-Timestamp").empty());
}

TEST_CASE("a wrong key is refused by the cloud; a request without a key never reaches it") {
    Shop shop;
    auto wrong = shop.relay.terminal("Basic NDI6d3Jvbmc=");
    CHECK(expect<Refusal>(wrong, GetSettings()).code == Errc::unauthorized);
    const auto asked = shop.cloud.requests();
    auto without = shop.relay.unchecked_terminal("");
    CHECK(without.send({"GET", "/settings", {}, {}}).value().status == 401);
    CHECK(shop.cloud.requests() == asked);
}

TEST_CASE("a client without a credential for the relay is answered before it sends the announced body") {
    Shop shop;
    auto without = shop.relay.unchecked_terminal("");
    const auto answer = without.talk("POST /operations HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n").value();
    CHECK(answer.find("HTTP/1.1 401") == 0);
    CHECK(answer.find("unauthorized") != std::string::npos);
}

TEST_CASE("a 429 is passed on with its Retry-After, and so is a failure") {
    Shop shop;
    shop.cloud.set_switch(Json::object({{"requests_per_second", 1}}));
    std::optional<HttpAnswer> later;
    for (int i = 0; i < 50 && !(later && later->status == 429); ++i)
        later = shop.terminal.send({"GET", "/tags", {}, {}});
    CHECK(later->status == 429);
    CHECK(header_of(later->headers, "Retry-After") == "1");
    shop.cloud.set_switch(
        Json::object({{"requests_per_second", 0}, {"error_before_next", 1}, {"error_status", 503}}));
    CHECK(shop.terminal.send({"POST", "/operations", {}, "{}"}).value().status == 503);
}

TEST_CASE("no secret, phone or code of a customer is in the log") {
    Shop shop;
    const auto code = shop.cloud.code_of(shop.cloud.join("Anna", "+77010000001"));
    expect<Found>(shop.terminal, FindCustomer{ByCode{code}, false, {}, {}, {}});
    ask(shop.terminal, FindCustomer{ByPhone{*Phone::parse("+77010000009")}, false, {}, {}, {}});
    shop.cloud.kill();
    shop.relay.unchecked_terminal().send({"GET", "/customers/find?phone=%2B77010000001", {}, {}});
    const auto log = shop.relay.log();
    INFO(log);
    CHECK(log.find("GET /customers/find 200") != std::string::npos);
    CHECK(log.find("GET /customers/find 502") != std::string::npos);
    for (const auto& secret : {std::string("NDI6"), std::string("integration-key"), std::string("Basic"),
                               code, std::string("7701"), std::string("Anna")})
        CHECK(log.find(secret) == std::string::npos);
}

TEST_CASE("a relay without https or with unreadable trust does not start") {
    const DataDirectory data;
    const auto run = [&](const char* upstream, const char* ca) {
        return run_program({"relay", "--data", data.path, "--upstream", upstream, "--ca", ca});
    };
    CHECK(run("http://127.0.0.1:1", "/dev/null").status == 2);
    CHECK(run("https://user:key@127.0.0.1:1", "/dev/null").status == 2);
    CHECK(run("https://127.0.0.1:1", "/nowhere.pem").status == 2);
}
