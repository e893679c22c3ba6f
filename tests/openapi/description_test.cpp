#include "tests/openapi/description.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::openapi;

namespace {

const Description& protocol() {
    static const auto description = Description::load(TILLPOINTS_OPENAPI);
    return description;
}

HttpAnswer answered(int status, std::string body) {
    return {status,
            {{"Content-Type", "application/json;charset=utf-8"},
             {"X-Request-Id", "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10"},
             {"X-Timestamp", "2026-01-15T00:00:00.000Z"}},
            std::move(body)};
}

loyalty::Customer anna() {
    loyalty::Customer customer;
    customer.uid = CustomerUid("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
    customer.display_name = "Анна";
    customer.participant.id = ParticipantId{1'100'000'000'007};
    customer.participant.tier =
        loyalty::MembershipTier{"base", "Base", Percent{300}, Percent{5000}, Money(1000), 3};
    customer.tags = std::vector<loyalty::Tag>{{1, "опт"}};
    return customer;
}

/// A right answer to `request`, as JSON to spoil.
struct Sample {
    HttpRequest request;
    Json body;
};

std::vector<Sample> samples() {
    const auto body_of = [](const loyalty::Answer& answer) {
        return parse_json(loyalty::answer_to_http(answer).body).value();
    };
    loyalty::PurchaseCalc calc;
    calc.max_scores_discount = Percent{5000};
    loyalty::Operation operation;
    operation.customer = loyalty::OperationCustomer{ParticipantId{1'100'000'000'007}, "Anna", {}, {}};
    operation.origin = OperationId{1};
    return {{{"GET", "/customers/7", {}, {}}, body_of(anna())},
            {{"GET", "/customers/find?code=1", {}, {}}, body_of(loyalty::Found{anna(), {}, {}, calc})},
            {{"GET", "/operations/7", {}, {}}, body_of(operation)},
            {{"GET", "/operations", {}, {}}, body_of(loyalty::OperationPage{{operation}, "7"})}};
}

/// Calls `visit` with the body spoiled in every place: each member left out, doubled, or of another type.
void for_each_spoiled(const Json& body, const std::function<void(const Json&)>& visit) {
    if (body.items())
        for (std::size_t i = 0; i < body.items()->size(); ++i)
            for_each_spoiled((*body.items())[i], [&](const Json& item) {
                auto items = *body.items();
                items[i] = item;
                visit(Json(items));
            });
    if (!body.members()) return;
    const auto& members = *body.members();
    for (std::size_t i = 0; i < members.size(); ++i) {
        auto less = members;
        less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
        if (members[i].first != "delivery") visit(Json(less));
        auto other = members;
        other[i].second = members[i].second.boolean() ? Json(7) : Json(true);
        visit(Json(other));
        for_each_spoiled(members[i].second, [&](const Json& inner) {
            auto spoiled = members;
            spoiled[i].second = inner;
            visit(Json(spoiled));
        });
    }
    auto more = members;
    more.emplace_back("undescribed", Json(1));
    visit(Json(more));
}

}  // namespace

TEST_CASE("what the protocol's writer writes is as described; spoiled in any one place it is not") {
    int spoiled = 0;
    for (const auto& [request, body] : samples()) {
        INFO(request.target);
        for (const auto& fault : protocol().faults(request, answered(200, dump(body)))) FAIL_CHECK(fault);
        for_each_spoiled(body, [&, &asked = request](const Json& wrong) {
            ++spoiled;
            if (protocol().faults(asked, answered(200, dump(wrong))).empty()) FAIL_CHECK(dump(wrong));
        });
    }
    CHECK(spoiled > 200);
}

TEST_CASE("an answer without its headers, of another type or status, is not as described") {
    const HttpRequest request{"GET", "/tags", {}, {}};
    const auto good = answered(200, R"({"rows":[],"total":0})");
    CHECK(protocol().faults(request, good).empty());
    for (std::size_t i = 0; i < good.headers.size(); ++i) {
        auto without = good;
        without.headers.erase(without.headers.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK_FALSE(protocol().faults(request, without).empty());
    }
    auto page = good;
    page.headers[0].second = "text/html";
    CHECK_FALSE(protocol().faults(request, page).empty());
    for (const int status : {201, 302, 404, 418})
        CHECK_FALSE(protocol().faults(request, answered(status, good.body)).empty());
    CHECK_FALSE(protocol().faults(request, answered(200, "{")).empty());
}

TEST_CASE("an error is one the operation names, and a badRequest says which fields") {
    const HttpRequest sale{"POST", "/operations", {}, "{}"};
    const auto faults = [&](const HttpRequest& request, int status, const char* body) {
        return protocol().faults(request, answered(status, body));
    };
    CHECK(faults(sale, 400, R"({"errorCode":"insufficientFunds","message":"m"})").empty());
    CHECK_FALSE(faults(sale, 400, R"({"errorCode":"badRequest","message":"m"})").empty());
    CHECK(faults(sale, 400,
                 R"({"errorCode":"badRequest","message":"m","errors":[{"errorCode":"e","message":"m"}]})")
              .empty());
    CHECK_FALSE(faults(sale, 400, R"({"errorCode":"notFound","message":"m"})").empty());
    CHECK_FALSE(faults(sale, 400, R"({"errorCode":"weather","message":"m"})").empty());
    CHECK(faults({"GET", "/nowhere", {}, {}}, 404, R"({"errorCode":"notFound","message":"m"})").empty());
    CHECK_FALSE(faults({"GET", "/nowhere", {}, {}}, 200, "{}").empty());
    CHECK_FALSE(faults({"GET", "/customers/abc", {}, {}}, 200, dump(samples()[0].body).c_str()).empty());
}

TEST_CASE("a request that was accepted must be one the description allows") {
    const auto accepted = [](const char* method, const char* target, const char* body) {
        const auto answer =
            std::string(method) == "GET" ? R"({"rows":[],"cursor":null})" : R"({"accepted":1})";
        return protocol().faults({method, target, {}, body}, answered(*body ? 202 : 200, answer));
    };
    CHECK(accepted("GET", "/customers?max=50&offset=0&cursor=7", "").empty());
    CHECK_FALSE(accepted("GET", "/customers?max=0", "").empty());
    CHECK_FALSE(accepted("GET", "/customers?filter=x", "").empty());
    CHECK(accepted("POST", "/operations/reward", R"({"points":"-1.5","participants":["7",8]})").empty());
    CHECK_FALSE(accepted("POST", "/operations/reward", R"({"points":1,"participants":[]})").empty());
    CHECK_FALSE(accepted("POST", "/operations/reward", R"({"participants":[7]})").empty());
    CHECK_FALSE(accepted("POST", "/operations/reward", "[").empty());
}

TEST_CASE("every described answer has a name, and an answer is found by its name") {
    const auto names = protocol().answers();
    for (const auto* name :
         {"GET /settings 200", "POST /operations 409 receiptExists", "GET /customers/{id} 404 notFound",
          "POST /operations/{id}/refund 400 badRequest", "GET /tags 403 companyIsInactive"})
        CHECK(names.count(name) == 1);
    CHECK(protocol().answer_name({"POST", "/partner/v2/operations/calc/", {}, {}}, answered(200, "{}")) ==
          "POST /operations/calc 200");
    CHECK(protocol().answer_name({"GET", "/customers/7", {}, {}},
                                 answered(404, R"({"errorCode":"notFound"})")) ==
          "GET /customers/{id} 404 notFound");
    CHECK(protocol().answer_name({"GET", "/nowhere", {}, {}}, answered(404, "{}")).empty());
}
