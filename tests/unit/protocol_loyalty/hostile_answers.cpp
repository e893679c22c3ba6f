#include <catch2/catch.hpp>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::loyalty;

namespace {

/// One call of every kind.
std::vector<Call> calls() {
    return {GetSettings(),     FindCustomer(),   Calculate(),           CreateOperation(),
            GetOperation(),    ListOperations(), RefundOperation(),     Reward(),
            CreateVoucher(),   ListCustomers(),  GetCustomer(),         GetCustomerTags(),
            SetCustomerTags(), ListTags(),       RequestConfirmation(), GiveConfirmation()};
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
    CHECK(answer_of(call, {200, {{"Content-Type", "Application/JSON"}}, operation}).has_value());
    CHECK(foreign(call, {200, {{"Content-Type", "text/html"}}, operation}));
}

TEST_CASE("an answer cut at any byte is never taken for a whole one") {
    const std::string whole = operation;
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(foreign(GetOperation{{1}}, json(200, whole.substr(0, size))));
}

TEST_CASE("a row that cannot be read does not spoil its page, and what of it is readable is told") {
    const auto page_with = [](const std::string& row) {
        const auto answer = answer_of(ListOperations(), json(200, std::string(R"({"rows":[)") + operation +
                                                                      "," + row + R"(],"cursor":"c"})"));
        REQUIRE(answer.has_value());
        auto listed = std::get<OperationPage>(*answer);
        CHECK(listed.rows.size() == 1);
        CHECK(listed.cursor == "c");
        return listed.unread;
    };
    const auto only = [](const std::vector<UnreadRow>& rows) {
        REQUIRE(rows.size() == 1);
        return rows.front();
    };
    const auto row = [](const std::string& members) {
        return R"({"id":2,"dateCreated":"2026-01-01T00:00:00Z","points":0,"cash":1,)" + members + "}";
    };
    CHECK(only(page_with(row(R"("state":"FROZEN","total":1,"receiptNumber":"x/1")"))).receipt_number ==
          "x/1");
    CHECK(only(page_with(row(R"("state":"NORMAL","receiptNumber":null)"))).receipt_number == "");
    CHECK(only(page_with(row(R"("state":"NORMAL","receiptNumber":17)"))).receipt_number == "17");
    CHECK_FALSE(only(page_with(row(R"("state":"NORMAL","total":1,"receiptNumber":{})"))).receipt_number);
    const auto reversal = only(page_with(row(R"("state":"UNDONE","total":-1,"origin":{"id":1})")));
    CHECK(reversal.origin == OperationId{1});
    CHECK(reversal.origin_readable);
    CHECK_FALSE(only(page_with(row(R"("state":"UNDONE","total":-1,"origin":{"id":"a"})"))).origin_readable);
    CHECK_FALSE(only(page_with("null")).receipt_number);
    CHECK_FALSE(only(page_with("{}")).why.empty());
}

TEST_CASE("members that are only shown may be long, wrong or missing in a row") {
    const std::string letters(1'200, 'x');
    for (const auto& member :
         {R"("customer":{"displayName":")" + letters + R"("})", std::string(R"("customer":7)"),
          std::string(R"("cashier":{"id":"x","displayName":7})"),
          std::string(R"("certificatePoints":"many")"), std::string(R"("branch":{"displayName":null})")}) {
        INFO(member);
        const std::string row =
            R"({"id":2,"dateCreated":"2026-01-01T00:00:00Z","state":"NORMAL","points":0,"total":1,)"
            R"("cash":1,)" +
            member + "}";
        const auto answer = answer_of(ListOperations(), json(200, R"({"rows":[)" + row + "]}"));
        REQUIRE(answer.has_value());
        CHECK(std::get<OperationPage>(*answer).rows.size() == 1);
        CHECK(std::get<OperationPage>(*answer).unread.empty());
    }
}

TEST_CASE("a page without one readable id did not come from the cloud") {
    for (const auto* rows : {"[null]", "[{}]", "[7,\"x\"]", R"([{"name":"a printer"}])"}) {
        INFO(rows);
        CHECK(foreign(ListOperations(), json(200, std::string(R"({"rows":)") + rows + "}")));
    }
}

TEST_CASE("words that this version does not know do not spoil an answer") {
    const auto found = answer_of(FindCustomer(), json(200, R"({"user":{"uid":"u","gender":"OTHER",
        "participant":{"id":1,"points":5,"membershipTier":{"rate":"ten"}}},"type":"SUBSCRIPTION"})"));
    REQUIRE(found.has_value());
    CHECK(std::get<Found>(*found).type == FindType::purchase);
    CHECK_FALSE(std::get<Found>(*found).user.gender);
    CHECK(std::get<Found>(*found).user.participant.points == Points(500));
    const auto made = answer_of(CreateOperation(), json(200, R"({"id":1,"dateCreated":"2026-01-01T00:00:00Z",
        "state":"PENDING","points":0,"total":1,"cash":1})"));
    REQUIRE(made.has_value());
    CHECK(std::get<Operation>(*made).state == OperationState::normal);
    const auto undone =
        answer_of(RefundOperation(), json(200, R"({"id":2,"dateCreated":"2026-01-01T00:00:00Z",
        "state":"UNDONE","points":0,"total":-1,"cash":-1,"origin":{"id":1}})"));
    REQUIRE(undone.has_value());
    CHECK(std::get<Operation>(*undone).state == OperationState::reversal);
}

TEST_CASE("settings need their policy, and nothing that is only shown") {
    const auto settings =
        answer_of(GetSettings(), json(200, R"({"currency":null,"baseDiscountPolicy":"CHARGE_SCORES",
        "name":7,"loyaltyProgramSettings":null})"));
    REQUIRE(settings.has_value());
    CHECK(std::get<Settings>(*settings).currency.empty());
}

TEST_CASE("a 4xx without the protocol's body says nothing about a customer or an operation") {
    for (const auto& call : calls())
        for (const int status : {400, 402, 404, 405, 407, 409, 418, 451})
            for (const auto* body : {"", "null", "[]", "{}", page, "{\"errorCode\":7}",
                                     "{\"errorCode\":\"\"}", "{\"errorCode\":\"not"})
                CHECK(foreign(call, json(status, body)));
}

TEST_CASE("a 404 to a call that names no customer, operation or cashier did not come from the cloud") {
    const auto not_found = json(404, R"({"errorCode":"notFound","message":"m"})");
    for (const auto& call :
         {Call(GetSettings()), Call(ListOperations()), Call(ListCustomers()), Call(ListTags())})
        CHECK(foreign(call, not_found));
    const auto answer = answer_of(FindCustomer(), not_found);
    REQUIRE(answer.has_value());
    CHECK(std::get<Refusal>(*answer).code == Errc::not_found);
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
