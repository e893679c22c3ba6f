#include "cloud/relay/forwarding.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

HttpRequest request(HttpHeaders headers) {
    return {"POST", "/operations?x=%2B7", std::move(headers), "{}"};
}

}  // namespace

TEST_CASE("the credential replaces whatever is in Authorization, and its own header is not forwarded") {
    const auto out = std::get<HttpRequest>(forwarded(
        request({{"authorization", "Basic operator"}, {"x-loyalty-key", "Basic right"}}), "X-Loyalty-Key"));
    CHECK(out.headers == HttpHeaders{{"Authorization", "Basic right"}});
    CHECK(out.target == "/operations?x=%2B7");
    CHECK(out.body == "{}");
}

TEST_CASE("the protocol's headers are forwarded; those of the connection and the network's own are not") {
    const auto out = std::get<HttpRequest>(forwarded(request({{"X-Key", "Basic right"},
                                                              {"Accept-Language", "kk"},
                                                              {"X-Origin-Request-Id", "mine"},
                                                              {"Transfer-Encoding", "chunked"},
                                                              {"Connection", "upgrade"},
                                                              {"Host", "relay"},
                                                              {"Cookie", "c"},
                                                              {"X-Forwarded-For", "10.0.0.1"}}),
                                                     "X-Key"));
    CHECK(out.headers == HttpHeaders{{"Accept-Language", "kk"},
                                     {"X-Origin-Request-Id", "mine"},
                                     {"Authorization", "Basic right"}});
}

TEST_CASE("without a credential, or with a method the protocol does not have, nothing is forwarded") {
    for (const auto* value : {"", "Bearer x", "NDI6a2V5"})
        CHECK(std::get<HttpAnswer>(forwarded(request({{"X-Key", value}}), "X-Key")).status == 401);
    CHECK(std::get<HttpAnswer>(forwarded(request({{"Authorization", "Basic x"}}), "X-Key")).status == 401);
    CHECK(std::get<HttpAnswer>(forwarded({"CONNECT", "/", {{"X-Key", "Basic x"}}, {}}, "X-Key")).status ==
          404);
}

TEST_CASE("an answer is passed back unchanged; no answer is an unknown outcome") {
    OutboundOutcome outcome;
    outcome.answer =
        HttpAnswer{409, {{"Content-Type", "text/x"}, {"Set-Cookie", "c"}, {"retry-after", "7"}}, "body"};
    const auto back = answer_for_terminal(outcome);
    CHECK(back.status == 409);
    CHECK(back.body == "body");
    CHECK(back.headers == HttpHeaders{{"Content-Type", "text/x"}, {"Retry-After", "7"}});
    CHECK(answer_for_terminal({{}, false, true, "lost"}).status == 502);
    CHECK(answer_for_terminal({{}, true, true, "late"}).status == 504);
    CHECK(answer_for_terminal({{}, false, false, "refused"}).status == 502);
    CHECK(overloaded_answer().status == 503);
    const auto russian = answer_for_terminal({{}, true, true, "late"}, loyalty::Language::russian);
    CHECK(russian.status == 504);
    CHECK(russian.body.find("неизвестно") != std::string::npos);
    CHECK(russian.body.find(R"("errorCode":"internalError")") != std::string::npos);
}

TEST_CASE("a log line has no query and no control characters, and a limited length") {
    CHECK(log_name({"GET", "/customers/find?phone=%2B77010000001", {}, {}}) == "GET /customers/find");
    CHECK(log_name({"GET", "/a\nb\x1b[", {}, {}}) == "GET /a?b?[");
    CHECK(log_name({"GET", "/" + std::string(1000, 'x'), {}, {}}).size() == 200);
}
