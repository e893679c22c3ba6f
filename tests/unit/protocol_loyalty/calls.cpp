#include <catch2/catch.hpp>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::loyalty;

namespace {

Result<Call> get(std::string target) {
    return call_of({"GET", std::move(target), {}, {}});
}
Result<Call> post(std::string target, std::string body) {
    return call_of({"POST", std::move(target), {}, std::move(body)});
}

Problem refused(const Result<Call>& call) {
    REQUIRE(call.has_error());
    return call.error();
}

FindCustomer found(const Result<Call>& call) {
    return std::get<FindCustomer>(call.value());
}
RefundOperation refunded(const std::string& body) {
    return std::get<RefundOperation>(post("/operations/7/refund", body).value());
}

constexpr auto purchase = R"({"code":"123456","receipt":{"total":10,"cash":10,"points":0}})";

}  // namespace

TEST_CASE("a trailing slash changes nothing") {
    CHECK(get("/settings/").value() == get("/settings").value());
    CHECK(post("/operations/", purchase).value() == post("/operations", purchase).value());
    CHECK(get("/operations/7/").value() == get("/operations/7").value());
}

TEST_CASE("the plus of a phone arrives escaped, raw or as a space") {
    const auto expected = Identity(ByPhone{*Phone::parse("+77010000001")});
    CHECK(found(get("/customers/find?phone=%2B77010000001")).who == expected);
    CHECK(found(get("/customers/find?phone=+77010000001")).who == expected);
    CHECK(found(get("/customers/find?phone=%2077010000001")).who == expected);
    CHECK(refused(get("/customers/find?phone=77010000001")).where == "phone");
}

TEST_CASE("find takes exactly one identifier") {
    CHECK(refused(get("/customers/find")).code == Errc::bad_request);
    CHECK(refused(get("/customers/find?code=1&uid=2")).code == Errc::bad_request);
    CHECK(found(get("/customers/find?uid=abc")).who == Identity(ByUid{CustomerUid("abc")}));
}

TEST_CASE("money is rounded half up and points only down") {
    const auto call = std::get<CreateOperation>(
        post("/operations", R"({"code":"1","receipt":{"total":10.005,"cash":8.014,"points":1.999}})")
            .value());
    CHECK(call.total == Money(1001));
    CHECK(call.cash == Money(801));
    CHECK(call.points == Points(199));
}

TEST_CASE("amounts are written with at most two decimals and no empty ones") {
    Calculate call;
    call.who = ByCode{"1"};
    call.total = Money(100000);
    call.points = Points(1050);
    CHECK(request_of(call).body == R"({"code":"1","receipt":{"total":1000,"points":10.5}})");
}

TEST_CASE("a refund tolerates every body live clients send") {
    for (const auto* whole : {"", "{}", "[]", "null", R"({"partialAmount":null})"}) {
        INFO(whole);
        CHECK(refunded(whole) == RefundOperation{{7}, {}});
    }
    for (const auto* part :
         {R"({"partialAmount":12.5})", R"({"partialAmount":"12.5"})", R"("12.5")", "12.5"}) {
        INFO(part);
        CHECK(refunded(part) == RefundOperation{{7}, Money(1250)});
    }
    CHECK(refused(post("/operations/7/refund", R"({"partialAmount":0})")).where == "partialAmount");
    CHECK(refused(post("/operations/7/refund", "[1]")).code == Errc::bad_request);
}

TEST_CASE("the tags of a purchase are numbers or the same in strings") {
    const auto body = R"({"code":"1","tags":[5,"6"],"receipt":{"total":10,"cash":10,"points":0}})";
    CHECK(std::get<CreateOperation>(post("/operations", body).value()).tags ==
          std::vector<std::int64_t>{5, 6});
}

TEST_CASE("raw and escaped UTF-8 say the same") {
    const auto named = [](const char* name) {
        const auto body = std::string(R"({"code":"1","cashier":{"externalId":"k","name":")") + name +
                          R"("},"receipt":{"total":10,"cash":10,"points":0}})";
        return std::get<CreateOperation>(post("/operations", body).value()).cashier->name;
    };
    CHECK(named("Касса №1 😀") == "Касса №1 😀");
    CHECK(named(R"(\u041a\u0430\u0441\u0441\u0430 \u21161 \ud83d\ude00)") == "Касса №1 😀");
}

TEST_CASE("a participant beside a code is refused while points are redeemed") {
    const auto both = [](const char* points) {
        return post(
            "/operations",
            std::string(
                R"({"code":"1","participant":{"uid":"u"},"receipt":{"total":10,"cash":10,"points":)") +
                points + "}}");
    };
    CHECK(refused(both("1")).code == Errc::withdraw_not_permitted);
    CHECK(std::get<CreateOperation>(both("0").value()).who == Identity(ByCode{"1"}));
}

TEST_CASE("a malformed body names the field") {
    const auto where = [](const std::string& body) {
        const auto problem = refused(post("/operations", body));
        CHECK(problem.code == Errc::bad_request);
        return problem.where;
    };
    CHECK(where("[]") == "");
    CHECK(where(R"({"code":"1","receipt":[]})") == "receipt");
    CHECK(where(R"({"code":"1"})") == "receipt");
    CHECK(where(R"({"code":"1","receipt":{"cash":1,"points":0}})") == "receipt.total");
    CHECK(where(R"({"code":"1","receipt":{"total":-1,"cash":1,"points":0}})") == "receipt.total");
    CHECK(where(R"({"code":"1","receipt":{"total":1e30,"cash":1,"points":0}})") == "receipt.total");
    CHECK(where(R"({"receipt":{"total":1,"cash":1,"points":0}})") == "participant");
    CHECK(where(R"({"code":"1","nonce":"x","receipt":{"total":1,"cash":1,"points":0}})") == "nonce");
    CHECK(where(R"({"code":"1","cashier":{"externalId":"a b"},"receipt":{"total":1,"cash":1,"points":0}})") ==
          "cashier.externalId");
    CHECK(where(R"({"code":"1","tags":["x"],"receipt":{"total":1,"cash":1,"points":0}})") == "tags");
}

TEST_CASE("text that is no JSON is told apart from a wrong field") {
    CHECK(refused(post("/operations", "{\"code\":")).code == Errc::invalid_json);
    CHECK(refused(post("/operations", "{\"code\":\"\xff\"}")).code == Errc::invalid_utf8);
    CHECK(refused(post("/operations", std::string(200, '['))).code == Errc::too_deep);
}

TEST_CASE("lists are bounded") {
    const auto listed = [](const char* target) { return std::get<ListOperations>(get(target).value()); };
    CHECK(listed("/operations") == ListOperations{10, {}, {}});
    CHECK(listed("/operations?max=50&offset=10000") == ListOperations{50, 10000, {}});
    CHECK(refused(get("/operations?max=51")).where == "max");
    CHECK(refused(get("/operations?max=0")).where == "max");
    CHECK(refused(get("/operations?offset=10001")).where == "offset");
    CHECK(refused(get("/operations?max=ten")).where == "max");
}

TEST_CASE("participants of a reward are numbers or the same in strings") {
    const auto call = post("/operations/reward", R"({"points":10,"participants":[5,"6"]})").value();
    CHECK(std::get<Reward>(call).participants == std::vector<ParticipantId>{{5}, {6}});
    CHECK(refused(post("/operations/reward", R"({"points":10,"participants":[]})")).where == "participants");
    CHECK(refused(post("/operations/reward", R"({"points":10})")).where == "participants");
}

TEST_CASE("customers are listed in the same bounds as operations") {
    const auto listed = [](const char* target) { return std::get<ListCustomers>(get(target).value()); };
    CHECK(listed("/customers") == ListCustomers{10, {}, {}});
    CHECK(listed("/customers/?max=50&offset=10000&cursor=7") == ListCustomers{50, 10000, "7"});
    CHECK(refused(get("/customers?max=51")).where == "max");
    CHECK(refused(get("/customers?offset=-1")).where == "offset");
}

TEST_CASE("the tags of a customer are numbers or the same in strings, and may be none") {
    const auto tags = [](const char* body) {
        return std::get<SetCustomerTags>(post("/customers/7/tags", body).value());
    };
    CHECK(tags(R"({"ids":[5,"6"]})") == SetCustomerTags{{7}, {5, 6}});
    CHECK(tags(R"({"ids":[]})") == SetCustomerTags{{7}, {}});
    for (const auto* body : {"{}", R"({"ids":null})", R"({"ids":5})", R"({"ids":["x"]})", R"({"ids":[1.5]})"})
        CHECK(refused(post("/customers/7/tags", body)).where == "ids");
    CHECK(refused(post("/customers/7/tags", "[]")).code == Errc::bad_request);
}

TEST_CASE("a confirmation is asked for with the customer and the points, and given with a secret") {
    const auto request = [](const char* body) { return post("/customers/confirmation", body); };
    CHECK(std::get<RequestConfirmation>(request(R"({"participant":{"uid":"u"},"points":500})").value()) ==
          RequestConfirmation{ByUid{CustomerUid("u")}, Points(50000), {}});
    CHECK(std::get<RequestConfirmation>(request(R"({"code":"123456","points":1.5,"by":"CODE"})").value()) ==
          RequestConfirmation{ByCode{"123456"}, Points(150), ConfirmBy::code});
    CHECK(refused(request(R"({"code":"123456","points":0})")).where == "points");
    CHECK(refused(request(R"({"code":"123456","points":-1})")).where == "points");
    CHECK(refused(request(R"({"code":"123456","points":1,"by":"VOICE"})")).where == "by");
    CHECK(refused(request(R"({"points":1})")).where == "participant");
    CHECK(std::get<GiveConfirmation>(post("/customers/confirmation/c%2F7", R"({"secret":"4711"})").value()) ==
          GiveConfirmation{"c/7", "4711"});
    CHECK(refused(post("/customers/confirmation/c7", R"({"secret":4711})")).where == "secret");
}

TEST_CASE("every form of a confirmation is read as it was written") {
    const Call begun =
        RequestConfirmation{ByPhone{*Phone::parse("+77010000001")}, Points(12345), ConfirmBy::pin};
    const Call given = GiveConfirmation{"a b/c", "0000"};
    CreateOperation purchase{
        ByUid{CustomerUid("u")}, {}, {}, Money(100), Money(50), Points(50), {}, {}, {}, {}};
    purchase.confirmation = "c7";
    for (const Call& call : {begun, given, Call(purchase)}) CHECK(call_of(request_of(call)).value() == call);
}

TEST_CASE("an unknown path is not found") {
    for (const auto* target : {"/", "/setting", "/operations/abc", "/operations/1/2/3", "/customers/abc",
                               "/customers/7/x", "/customers/7/tags/1", "/customers/find/tags", "/tags/7"})
        CHECK(refused(get(target)).code == Errc::not_found);
    for (const auto* target : {"/settings", "/operations/abc/refund", "/operations/7/refund/x", "/", "/tags",
                               "/customers", "/customers/7", "/customers/abc/tags"})
        CHECK(refused(post(target, "{}")).code == Errc::not_found);
    CHECK(refused(call_of({"DELETE", "/operations/7", {}, {}})).code == Errc::not_found);
    CHECK(refused(get("settings")).code == Errc::bad_request);
    CHECK(refused(get("/customers/find?code=%4")).code == Errc::bad_request);
}
