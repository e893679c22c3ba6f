#include "cloud/push/push_message.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

#include "cloud/keys/base64.hpp"
#include "cloud/messages/templates.hpp"
#include "protocol/decimal.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

/// A browser that is switched off for longer hears of it in the card.
constexpr auto kept_by_service = "86400";
/// Quotes and line ends become two bytes in JSON, other control characters six.
constexpr std::size_t longest_shown = 1200;
constexpr std::size_t longest_title = 200;

std::string shortened(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string without_control_characters(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' && c != '\n'; }, ' ');
    return text;
}

std::string random_salt() {
    std::string salt(16, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) != 1)
        throw std::runtime_error("no randomness for a push message");
    return salt;
}

}  // namespace

std::string push_text(const MessageRecord& record, const std::string& shop) {
    const auto shown = [](const std::string& text, std::size_t most) {
        return shortened(without_control_characters(text), most);
    };
    return dump(Json::object({{"id", record.id},
                              {"title", shown(shop, longest_title)},
                              {"text", shown(message_text(record).value_or(""), longest_shown)},
                              {"language", name_of(record.language)}}));
}

HttpRequest push_request(const PushSettings& settings, const PushEndpoint& endpoint,
                         const PushSubscription& subscription, const std::string& text, Timestamp real_now) {
    const PushReader reader{from_base64(subscription.public_key).value_or(""),
                            from_base64(subscription.secret).value_or("")};
    const auto own = new_push_key();
    return {"POST",
            endpoint.target,
            {{"Authorization", settings.key.authorization(endpoint.origin, settings.contact, real_now)},
             {"Content-Encoding", "aes128gcm"},
             {"Content-Type", "application/octet-stream"},
             {"TTL", kept_by_service},
             {"Urgency", "normal"}},
            encrypted_push(text, reader, own.get(), random_salt())};
}

bool is_gone(const OutboundOutcome& outcome) {
    return outcome.answer && (outcome.answer->status == 404 || outcome.answer->status == 410);
}

bool refuses_shop(const OutboundOutcome& outcome) {
    return outcome.answer && (outcome.answer->status == 401 || outcome.answer->status == 403);
}

std::optional<PushSubscription> browser_to_tell(const std::vector<PushSubscription>& browsers,
                                                const std::set<std::int64_t>& refused) {
    if (browsers.empty()) return {};
    const auto heard = std::find_if(browsers.begin(), browsers.end(),
                                    [&](const auto& each) { return !refused.contains(each.id); });
    return heard == browsers.end() ? browsers.front() : *heard;
}

SendOutcome push_outcome(const OutboundOutcome& outcome) {
    using Kind = SendOutcome::Kind;
    if (!outcome.answer) return {outcome.reached ? Kind::unclear : Kind::unsent, {}, outcome.what};
    const auto status = outcome.answer->status;
    if (status >= 200 && status < 300) return {Kind::taken, {}, {}};
    const auto note = "the push service answered " + std::to_string(status);
    if (is_gone(outcome)) return {Kind::unsent, {}, note};
    const auto after = parse_decimal(header_of(outcome.answer->headers, "Retry-After"), 0, Rounding::exact);
    if (status == 429 || (status >= 500 && after))
        return {Kind::busy, std::chrono::seconds(std::clamp<std::int64_t>(after.value_or(60), 1, 3600)),
                note};
    return {status >= 500 || status == 408 ? Kind::unclear : Kind::refused, {}, note};
}

bool are_push_keys(const PushSubscription& subscription) {
    const auto point = from_base64(subscription.public_key);
    const auto secret = from_base64(subscription.secret);
    return point && secret && secret->size() == push_secret_size && key_of_point(*point);
}

}  // namespace tillpoints::cloud
