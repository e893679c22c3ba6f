#include <algorithm>
#include <catch2/catch.hpp>

#include "cloud/backoffice/backoffice.hpp"
#include "cloud/fleet/fleet.hpp"
#include "cloud/fleet/fleet_endpoint.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

std::string report(std::int64_t applied, std::int64_t refused = 0) {
    Heartbeat heartbeat;
    heartbeat.tool = heartbeat.library = "0.1.0";
    heartbeat.link = "online";
    heartbeat.health = Health::ok;
    heartbeat.release = applied;
    heartbeat.refused = refused;
    return dump(json_of(heartbeat));
}

std::string release(std::int64_t number) {
    const auto payload = Json::object({{"number", number}, {"configuration", Json::object()}});
    return dump(Json::object({{"format", 1},
                              {"kind", "release"},
                              {"payload", dump(payload)},
                              {"signature", "not looked at here"}}));
}

/// A cloud with terminals that report to it. The back office works by the machine's clock, so this one does
/// too.
struct FleetShop : Shop {
    FleetEndpoint endpoint{service, [this] { return real; }};
    BackOffice office{service, "office"};
    Timestamp real = std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());

    void register_them(int count) {
        Json terminals = Json::array();
        for (int i = 0; i < count; ++i)
            terminals.push(Json::object({{"name", "till-" + std::to_string(i)},
                                         {"token_digest", token_digest("token-" + std::to_string(i))}}));
        CHECK(ask("POST", "/fleet/terminals", Json::object({{"terminals", terminals}})).status == 200);
    }

    HttpAnswer ask(const std::string& method, const std::string& path, const Json& body = Json::object()) {
        return office.perform(method, path, body);
    }

    HttpAnswer send(const std::string& token, const std::string& body) {
        return endpoint.serve({"POST", "/fleet/heartbeat", {{"Authorization", "Bearer " + token}}, body});
    }

    /// The release that till `i` is given when it reports; 0: none.
    std::int64_t given(int i, std::int64_t applied, std::int64_t refused = 0) {
        const auto answer = send("token-" + std::to_string(i), report(applied, refused));
        REQUIRE(answer.status == 200);
        const auto document = *parse_json(answer.body).value().find("release");
        if (document.is_null()) return 0;
        const auto payload = *parse_json(*document.string()).value().find("payload");
        return std::stoll(parse_json(*payload.string()).value().find("number")->number()->digits);
    }

    std::string state_of(std::size_t row) {
        const auto rows = *parse_json(ask("GET", "/fleet/rollouts").body).value().find("rows");
        return *rows.items()->at(row).find("state")->string();
    }
};

}  // namespace

TEST_CASE("a heartbeat is taken only with the token of a terminal, and is listed with what is wrong") {
    FleetShop shop;
    shop.register_them(2);
    CHECK(shop.send("another", report(0)).status == 401);
    CHECK(shop.endpoint.serve({"POST", "/fleet/heartbeat", {}, report(0)}).status == 401);
    CHECK(shop.send("token-0", "{").status == 400);
    CHECK(shop.send("token-0", R"({"link":"<b>"})").status == 400);
    CHECK(shop.send("token-0", report(0)).status == 200);
    const auto rows = *parse_json(shop.ask("GET", "/fleet/terminals").body).value().find("rows");
    REQUIRE(rows.items()->size() == 2);
    CHECK(rows.items()->at(0).find("troubles")->items()->empty());
    CHECK(*rows.items()->at(1).find("troubles")->items()->at(0).find("code")->string() == "never_heard");
    CHECK(dump(rows).find("token") == std::string::npos);
}

TEST_CASE("a terminal that reports without a pause is told to wait, and no other one is") {
    FleetShop shop;
    shop.register_them(2);
    for (int i = 0; i < 60; ++i) REQUIRE(shop.send("token-0", report(0)).status == 200);
    const auto refused = shop.send("token-0", report(0));
    CHECK(refused.status == 429);
    CHECK(header_of(refused.headers, "Retry-After") == "15");
    CHECK(shop.send("token-1", report(0)).status == 200);
    shop.real += std::chrono::seconds(15);
    CHECK(shop.send("token-0", report(0)).status == 200);
    CHECK(shop.send("token-0", report(0)).status == 429);
}

TEST_CASE("what is no heartbeat is refused by its head, before a body is read") {
    FleetShop shop;
    CHECK(shop.endpoint.admit({"POST", "/fleet/heartbeat", {}, ""}).refused);
    CHECK_FALSE(FleetEndpoint::has({"GET", "/fleet/heartbeat", {{"Authorization", "Bearer t"}}, ""}));
    const auto admitted =
        shop.endpoint.admit({"POST", "/fleet/heartbeat", {{"Authorization", "Bearer t"}}, ""});
    CHECK_FALSE(admitted.refused);
    CHECK(admitted.body_limit == longest_heartbeat);
}

TEST_CASE(
    "a release goes to the first terminals, then to the rest, and is offered until it is taken or refused") {
    FleetShop shop;
    shop.register_them(10);
    for (int i = 0; i < 10; ++i) CHECK(shop.given(i, 0) == 0);
    REQUIRE(shop.ask("POST", "/fleet/rollouts",
                     Json::object({{"document", parse_json(release(3)).value()}, {"watch_minutes", 0}}))
                .status == 200);
    int first = -1;
    for (int i = 0; i < 10; ++i)
        if (shop.given(i, 0) == 3) {
            CHECK(first == -1);
            first = i;
        }
    REQUIRE(first != -1);
    CHECK(shop.given(first, 0) == 3);
    shop.real += std::chrono::minutes(1);
    CHECK(shop.given(first, 3) == 0);
    CHECK(shop.state_of(0) == "rest");
    for (int i = 0; i < 10; ++i) CHECK(shop.given(i, i == first ? 3 : 0) == (i == first ? 0 : 3));
    CHECK(shop.given(first, 0, 3) == 0);
}

TEST_CASE("an older release, one beside another on its way, and one that is none are refused") {
    FleetShop shop;
    shop.register_them(1);
    const auto roll = [&](const std::string& document) {
        return shop.ask("POST", "/fleet/rollouts", Json::object({{"document", parse_json(document).value()}}))
            .status;
    };
    CHECK(roll("{}") == 400);
    CHECK(roll(release(0)) == 400);
    CHECK(roll(release(3)) == 200);
    CHECK(roll(release(3)) == 409);
    CHECK(roll(release(4)) == 409);
    CHECK(shop.ask("POST", "/fleet/rollouts/stop", Json::object({{"number", 9}})).status == 404);
    CHECK(shop.ask("POST", "/fleet/rollouts/stop", Json::object({{"number", 3}})).status == 200);
    CHECK(shop.state_of(0) == "stopped");
    CHECK(shop.given(0, 0) == 0);
    CHECK(roll(release(4)) == 200);
}

TEST_CASE(
    "a release that met no terminal goes to those that come later, and a newer one takes the place of one "
    "that all get") {
    FleetShop shop;
    CHECK(shop.ask("POST", "/fleet/rollouts", Json::object({{"document", parse_json(release(3)).value()}}))
              .status == 200);
    shop.register_them(1);
    CHECK(shop.given(0, 0) == 0);
    shop.real += std::chrono::minutes(1);
    CHECK(shop.given(0, 0) == 0);
    shop.real += std::chrono::minutes(1);
    CHECK(shop.given(0, 0) == 3);
    shop.real += std::chrono::hours(2);
    CHECK(shop.given(0, 3) == 0);
    CHECK(shop.state_of(0) == "rest");
    CHECK(shop.ask("POST", "/fleet/rollouts",
                   Json::object({{"document", parse_json(release(4)).value()}, {"share", 100}}))
              .status == 200);
    CHECK(shop.state_of(1) == "done");
    shop.real += std::chrono::minutes(1);
    CHECK(shop.given(0, 3) == 4);
}

TEST_CASE("a terminal that is removed reports no more, and one that is registered again has a new token") {
    FleetShop shop;
    shop.register_them(1);
    CHECK(shop.given(0, 0) == 0);
    CHECK(shop.ask("POST", "/fleet/terminals",
                   Json::object(
                       {{"terminals", Json::Array{Json::object(
                                          {{"name", "till-0"}, {"token_digest", token_digest("new")}})}}}))
              .status == 200);
    CHECK(shop.send("token-0", report(0)).status == 401);
    CHECK(shop.send("new", report(0)).status == 200);
    CHECK(shop.ask("POST", "/fleet/terminals/remove", Json::object({{"terminal", "till-0"}})).status == 200);
    CHECK(shop.send("new", report(0)).status == 401);
    CHECK(shop.ask("POST", "/fleet/terminals/remove", Json::object({{"terminal", "till-0"}})).status == 404);
}
