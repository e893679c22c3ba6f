#include "tests/checked_cloud/answer_check.hpp"

#include <catch2/catch.hpp>
#include <optional>

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

const HttpRequest settings{"GET", "/settings", {}, {}};

Reply answered(int status, std::string body) {
    return HttpAnswer{status,
                      {{"Content-Type", "application/json;charset=utf-8"},
                       {"X-Request-Id", "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10"},
                       {"X-Timestamp", "2026-01-15T00:00:00.000Z"}},
                      std::move(body)};
}

const auto refusal = R"({"errorCode":"unauthorized","message":"no"})";

/// The complaints when the handler gives this reply.
std::vector<std::string> complaints_of(const Reply& given) {
    std::vector<std::string> complaints;
    const Endpoint endpoint{[&](const HttpRequest&) { return refused_admission([&] { return given; }); },
                            [&](const HttpRequest&, const auto& done) { done(given); }};
    const auto watched = checked(openapi::Description::load(TILLPOINTS_OPENAPI), endpoint,
                                 [&](const std::string& what) { complaints.push_back(what); });
    watched.admission_check(settings).reply_unread();
    const auto at_admission = std::exchange(complaints, {});
    std::optional<Reply> given_on;
    watched.handler(settings, [&](Reply reply) { given_on = std::move(reply); });
    const auto& reply = given_on.value();
    CHECK(reply.answer.body == given.answer.body);
    CHECK(complaints == at_admission);
    return complaints;
}

}  // namespace

TEST_CASE("an answer as described is given without a complaint") {
    CHECK(complaints_of(answered(401, refusal)).empty());
}

TEST_CASE("a wrong body, status or header causes a complaint, and the answer is given all the same") {
    CHECK(complaints_of(answered(200, "{}")).size() == 1);
    CHECK(complaints_of(answered(418, refusal)).size() == 1);
    auto reply = answered(401, refusal);
    reply.answer.headers.pop_back();
    const auto complaints = complaints_of(reply);
    REQUIRE(complaints.size() == 1);
    CHECK(complaints[0].find("GET /settings") == 0);
    CHECK(complaints[0].find("X-Timestamp: is missing") != std::string::npos);
}

TEST_CASE("an answer is checked as the cloud gave it, whatever its transmission sends instead") {
    auto reply = answered(200, "{}");
    reply.transmission = [](const auto& channel, const HttpAnswer&) { channel->close(); };
    CHECK(complaints_of(reply).size() == 1);
}
