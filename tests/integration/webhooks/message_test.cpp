#include "cloud/webhook/message.hpp"

#include <catch2/catch.hpp>

using namespace tillpoints;
using namespace tillpoints::cloud;

TEST_CASE("the signature is that of the protocol's check vector") {
    CHECK(webhook_signature("bf7d19b0-8e3c-4d55-98ba-2783915957b3", "2018-10-22T13:52:46,769Z", 123456,
                            "ZWY5ZmI4ZjQtNTgxMC00M2M3LWE2YTYtZGVhMDRmZTAwNzQxCg==") ==
          "dc8d4416d3e01a40fd10f1c7bf3f4754");
}

TEST_CASE("a message goes to its path, with its id in both headers, signed over the time it is sent") {
    const WebhookRecord record{7, {}, WebhookKind::goods_order, "request-1", "{}", 1, {}};
    const auto now = *parse_timestamp("2026-01-15T12:00:00Z");
    const auto message = webhook_message(record, {42, "key"}, now);
    CHECK(message.method == "POST");
    CHECK(message.target == "/api/v2/events/goods-order");
    CHECK(message.body == "{}");
    CHECK(header_of(message.headers, "X-RequestId") == "request-1");
    CHECK(header_of(message.headers, "X-Origin-Request-Id") == "request-1");
    CHECK(header_of(message.headers, "X-Timestamp") == "2026-01-15T12:00:00.000Z");
    CHECK(header_of(message.headers, "X-Signature") ==
          webhook_signature("request-1", "2026-01-15T12:00:00.000Z", 42, "key"));
    for (const auto& [name, value] : message.headers) CHECK(value.find("key") == std::string::npos);
}

TEST_CASE("there are three tries, five minutes apart, and no fourth") {
    const auto now = *parse_timestamp("2026-01-15T12:00:00Z");
    const std::chrono::minutes five(5);
    CHECK(next_attempt(0, now, five) == NextAttempt{1, now + five});
    CHECK(next_attempt(1, now, five) == NextAttempt{2, now + five});
    CHECK(next_attempt(2, now, five) == NextAttempt{3, {}});
}
