#pragma once
#include <chrono>
#include <string>

#include "cloud/ledger/shop_records.hpp"
#include "protocol/http.hpp"

/// The messages to the shop's server, and when they are tried again. Pure.
namespace tillpoints::cloud {

/// The MD5 of request id, timestamp, company and key, one behind the other, in lower-case hexadecimal: the
/// protocol's choice, not ours.
std::string webhook_signature(const std::string& request_id, const std::string& timestamp,
                              std::int64_t company, const std::string& key);

struct WebhookCredentials {
    std::int64_t company = 0;
    std::string key;
};

/// The request; its target goes behind the base of the shop's server. The request id stands in both headers
/// that shops look for it in.
HttpRequest webhook_message(const WebhookRecord& record, const WebhookCredentials& sender, Timestamp now);

inline constexpr std::int64_t max_webhook_tries = 3;

/// What to do with a message that was not accepted.
struct NextAttempt {
    std::int64_t tries = 0;        ///< so far
    std::optional<Timestamp> due;  ///< absent: given up
    friend bool operator==(const NextAttempt&, const NextAttempt&) = default;
};
NextAttempt next_attempt(std::int64_t tries_before, Timestamp now, std::chrono::milliseconds interval);

}  // namespace tillpoints::cloud
