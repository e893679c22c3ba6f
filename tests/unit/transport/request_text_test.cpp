#include "plugin/transport/request_text.hpp"
#include "plugin/transport/fresh_uuid.hpp"

#include <catch2/catch.hpp>

#include "protocol/ids.hpp"

using namespace tillpoints;

namespace {

struct ExampleCaller : Caller {
    ExampleCaller() {
        url = parse_base_url("https://api.example/partner/v2").value();
        credential_header = "Authorization";
        accept_language = "en";
        credential.text() = "Basic MTox";
    }
};

std::string written(const HttpRequest& request) {
    const ExampleCaller caller;
    Secret text;
    write_request(caller, request, "11111111-2222-4333-8444-555555555555",
                  *parse_timestamp("2026-01-31T08:05:09Z"), text);
    return std::string(text.view());
}

}  // namespace

TEST_CASE("a request is written exactly like this") {
    CHECK(written({"GET", "/customers?max=10", {}, {}}) ==
          "GET /partner/v2/customers?max=10 HTTP/1.1\r\n"
          "Host: api.example\r\n"
          "Authorization: Basic MTox\r\n"
          "Accept: application/json\r\n"
          "Accept-Charset: utf-8\r\n"
          "Accept-Language: en\r\n"
          "User-Agent: tillpoints/" TILLPOINTS_VERSION
          "\r\n"
          "X-Origin-Request-Id: 11111111-2222-4333-8444-555555555555\r\n"
          "X-Timestamp: 2026-01-31T08:05:09.000Z\r\n\r\n");
}

TEST_CASE("a POST without a body says that its body is empty") {
    CHECK(written({"POST", "/operations", {}, {}}).find("Content-Length: 0\r\n") != std::string::npos);
}

TEST_CASE("a header of the request replaces the default") {
    const auto text = written({"POST", "/x", {{"content-type", "text/plain"}}, "hello"});
    CHECK(text.find("content-type: text/plain\r\n") != std::string::npos);
    CHECK(text.find("Content-Type:") == std::string::npos);
}

TEST_CASE("a request with a header that belongs to the transport is refused") {
    const ExampleCaller caller;
    const auto* name =
        GENERATE("Host", "content-length", "Transfer-Encoding", "Expect", "Connection", "authorization");
    const auto problem = unsendable(caller, {"GET", "/x", {{name, "1"}}, {}});
    REQUIRE(problem);
    CHECK(problem->code == Errc::misuse);
}

TEST_CASE("the problem about a refused header does not quote its value") {
    const ExampleCaller caller;
    const auto problem = unsendable(caller, {"GET", "/x", {{"X-Code", "secret\r\n"}}, {}});
    REQUIRE(problem);
    CHECK(problem->sentence().find("secret") == std::string::npos);
}

TEST_CASE("fresh identifiers are UUIDs of version 4 and differ") {
    const auto first = fresh_uuid();
    CHECK(is_uuid(first));
    CHECK(first[14] == '4');
    CHECK(first != fresh_uuid());
}
