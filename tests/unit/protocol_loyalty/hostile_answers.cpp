#include <catch2/catch.hpp>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::loyalty;

namespace {

/// One call of every kind.
std::vector<Call> calls() {
    return {GetSettings(),    FindCustomer(),    Calculate(),       CreateOperation(), GetOperation(),
            ListOperations(), RefundOperation(), Reward(),          CreateVoucher(),   ListCustomers(),
            GetCustomer(),    GetCustomerTags(), SetCustomerTags(), ListTags()};
}

constexpr auto page = "<!DOCTYPE html><html><body>Log in to the guest network</body></html>";
constexpr auto operation =
    R"({"id":1,"dateCreated":"2026-01-01T00:00:00Z","state":"NORMAL","points":0,"total":1,"cash":1})";

bool foreign(const Call& call, const HttpAnswer& http) {
    const auto answer = answer_of(call, http);
    return answer.has_error() && answer.error().code == Errc::not_the_cloud;
}

HttpAnswer json(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

}  // namespace

TEST_CASE("a success whose body is not of the protocol did not come from the cloud") {
    for (const auto& call : calls())
        for (const auto* body :
             {"", "null", "[]", "[1]", "{}", "true", "7", "\"text\"", page, "{\"id\":1",
              "{\"errorCode\":\"x\"}", "{\"id\":{}}", "{\"rows\":7}", "{\"rows\":[null]}", "{\"user\":null}",
              "\xff\xfe", "{\"id\":1,\"id\":2}", "{\"accepted\":\"all\"}", "{\"code\":9}"}) {
            INFO("call " << call.index() << " body " << body);
            CHECK(foreign(call, json(200, body)));
        }
}

TEST_CASE("a redirect and everything else outside 2xx, 4xx and 5xx did not come from the cloud") {
    for (const auto& call : calls())
        for (const int status : {0, 100, 101, 199, 300, 301, 302, 304, 307, 308, 399, 600, 999, -1})
            CHECK(foreign(call, json(status, operation)));
}

TEST_CASE("a right body under a wrong content type did not come from the cloud") {
    const Call call = GetOperation{{1}};
    CHECK(
        answer_of(call, {200, {{"content-type", "application/json; charset=utf-8"}}, operation}).has_value());
    CHECK(answer_of(call, {200, {}, operation}).has_value());
    CHECK(foreign(call, {200, {{"Content-Type", "text/html"}}, operation}));
}

TEST_CASE("an answer cut at any byte is never taken for a whole one") {
    const std::string whole = operation;
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(foreign(GetOperation{{1}}, json(200, whole.substr(0, size))));
}

TEST_CASE("one broken row makes the whole page foreign") {
    CHECK(answer_of(ListOperations(), json(200, std::string(R"({"rows":[)") + operation + "]}")).has_value());
    CHECK(foreign(ListOperations(), json(200, std::string(R"({"rows":[)") + operation + ",{}]}")));
}

TEST_CASE("a 4xx without the protocol's body says nothing about a customer or an operation") {
    for (const auto& call : calls())
        for (const int status : {400, 402, 404, 405, 407, 409, 418, 451})
            for (const auto* body : {"", "null", "[]", "{}", page, "{\"errorCode\":7}",
                                     "{\"errorCode\":\"\"}", "{\"errorCode\":\"not"})
                CHECK(foreign(call, json(status, body)));
}

TEST_CASE("401, 403, 429 and 5xx are refusals whatever stands in the body") {
    for (const auto& [status, code] : {std::pair{401, Errc::unauthorized},
                                       {403, Errc::forbidden},
                                       {429, Errc::too_many_requests},
                                       {500, Errc::server_failed},
                                       {502, Errc::server_failed},
                                       {504, Errc::server_failed}})
        for (const auto* body : {"", "null", page, "{\"errorCode\":\"somethingNew\",\"message\":\"m\"}"}) {
            const auto answer = answer_of(CreateOperation(), {status, {{"Content-Type", "text/html"}}, body});
            REQUIRE(answer.has_value());
            CHECK(std::get<Refusal>(*answer).code == code);
            CHECK(std::get<Refusal>(*answer).status == status);
        }
}

TEST_CASE("a refusal keeps what the cloud wrote") {
    const auto answer = answer_of(CreateOperation(), json(400, R"({"errorCode":"badRequest","message":"m",
        "errors":[{"errorCode":"e","message":"f","field":"receipt.total","value":7},{"x":1},3]})"));
    const auto& refusal = std::get<Refusal>(answer.value());
    CHECK(refusal.error_code == "badRequest");
    CHECK(refusal.message == "m");
    REQUIRE(refusal.errors.size() == 3);
    CHECK(refusal.errors[0] == FieldError{"e", "f", "receipt.total", "7"});
}
