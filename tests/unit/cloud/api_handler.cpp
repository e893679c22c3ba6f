#include "cloud/api/api_handler.hpp"

#include "client.hpp"
#include "cloud/api/credential.hpp"
#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("a right request is answered with the service's headers") {
    Client client;
    auto request = loyalty::request_of(loyalty::GetSettings());
    request.headers = {{"Authorization", basic_credential(42, "key")}, {"X-Origin-Request-Id", "mine"}};
    for (const auto* base : {"", "/partner/v2"}) {
        request.target = std::string(base) + "/settings";
        const auto answer = client.api.serve(request);
        CHECK(answer.status == 200);
        CHECK(is_uuid(header_of(answer.headers, "x-request-id")));
        CHECK(header_of(answer.headers, "x-timestamp") == "2026-01-15T00:00:00.000Z");
        CHECK(header_of(answer.headers, "x-origin-request-id") == "mine");
    }
}

TEST_CASE("the time and id headers of a request may be absent, or hold any text") {
    Client client;
    auto request = loyalty::request_of(loyalty::GetSettings());
    const HttpHeaders key{{"Authorization", basic_credential(42, "key")}};
    for (const auto* time :
         {"", "2018-10-22T13:52:46,769Z", "2018-10-22T13:52:46.769Z", "2018-10-22T13:52:46Z",
          "2018-10-22T16:52:46+03:00", "2018-10-22T13:52:46", "yesterday"})
        for (const auto* id : {"", "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10", "the same for ever"}) {
            request.headers = key;
            if (*time) request.headers.emplace_back("X-Timestamp", time);
            if (*id) request.headers.emplace_back("X-Origin-Request-Id", id);
            INFO(time << " " << id);
            const auto answer = client.api.serve(request);
            CHECK(answer.status == 200);
            CHECK(header_of(answer.headers, "X-Origin-Request-Id") == id);
        }
}

TEST_CASE("a wrong key is refused with 401 and does nothing") {
    Client client;
    const auto answer = client.api.serve({"POST", "/operations", {{"Authorization", "Basic x"}}, "{}"});
    CHECK(answer.status == 401);
    CHECK(answer.body.find("unauthorized") != std::string::npos);
}

TEST_CASE("a malformed request is a badRequest that names the field") {
    Client client;
    const auto answer = [&](std::string body) {
        return client.api.serve(
            {"POST", "/operations", {{"Authorization", basic_credential(42, "key")}}, std::move(body)});
    };
    CHECK(answer("{").status == 400);
    const auto named = answer(R"({"code":"1","receipt":{"total":"x","cash":1,"points":0}})");
    CHECK(named.status == 400);
    CHECK(named.body.find(R"("field":"receipt.total")") != std::string::npos);
}

TEST_CASE("requests that share a commit keep their own answers and refusals") {
    Client client;
    const auto code = client.code_of(client.join("Anna"));
    loyalty::CreateOperation call;
    call.who = code;
    call.total = call.cash = roubles(10);
    auto purchase = loyalty::request_of(call);
    purchase.headers.emplace_back("authorization", basic_credential(42, "key"));
    auto stranger = purchase;
    stranger.headers = {{"authorization", "Basic x"}};
    auto nonsense = purchase;
    nonsense.body = "{";
    std::vector<int> statuses;
    for (const auto& answer : client.api.serve(std::vector{stranger, purchase, nonsense, purchase}))
        statuses.push_back(answer.status);
    CHECK(statuses == std::vector{401, 200, 400, 404});
    CHECK(client.operations() == 1);
}
