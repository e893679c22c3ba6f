#include "cloud/webhook/message.hpp"

#include "cloud/api/digest.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::string_view targets[] = {"/api/v2/events/operation", "/api/v2/events/participant",
                                        "/api/v2/events/goods-order"};

}  // namespace

std::string webhook_signature(const std::string& request_id, const std::string& timestamp,
                              std::int64_t company, const std::string& key) {
    return md5_hex(request_id + timestamp + std::to_string(company) + key);
}

HttpRequest webhook_message(const WebhookRecord& record, const WebhookCredentials& sender, Timestamp now) {
    const auto timestamp = to_text(now);
    return {"POST",
            std::string(targets[static_cast<std::size_t>(record.kind)]),
            {{"Content-Type", "application/json;charset=utf-8"},
             {"X-RequestId", record.request_id},
             {"X-Origin-Request-Id", record.request_id},
             {"X-Timestamp", timestamp},
             {"X-Signature", webhook_signature(record.request_id, timestamp, sender.company, sender.key)}},
            record.body};
}

NextAttempt next_attempt(std::int64_t tries_before, Timestamp now, std::chrono::milliseconds interval) {
    const auto tries = tries_before + 1;
    return {tries, tries < max_webhook_tries ? std::optional(now + interval) : std::nullopt};
}

}  // namespace tillpoints::cloud
