#pragma once
#include <set>
#include <vector>

#include "cloud/messages/delivery.hpp"
#include "cloud/outbound/outbound_client.hpp"
#include "cloud/push/encryption.hpp"
#include "cloud/push/push_key.hpp"
#include "cloud/push/push_services.hpp"

/// What a push service is told, and what its answers mean. Pure but for OpenSSL's randomness.
namespace tillpoints::cloud {

/// How the shop sends to browsers.
struct PushSettings {
    PushKey key;
    std::string contact;  ///< "mailto:..." or "https://...": how a push service's people reach the shop
    PushServices services;
};

/// At most so many browsers of a customer; the page of one more replaces the oldest.
inline constexpr int most_push_subscriptions = 5;

/// What the browser shows: `{id, title, text, language}`, shortened to what every push service takes.
std::string push_text(const MessageRecord& record, const std::string& shop);

/// Throws std::runtime_error if the subscription's keys are none.
HttpRequest push_request(const PushSettings& settings, const PushEndpoint& endpoint,
                         const PushSubscription& subscription, const std::string& text, Timestamp real_now);

SendOutcome push_outcome(const OutboundOutcome& outcome);
/// Will the push service never take anything for this subscription again?
bool is_gone(const OutboundOutcome& outcome);
/// Does the push service refuse the shop, not the message: is its key not the one that the browser was given?
bool refuses_shop(const OutboundOutcome& outcome);
/// The newest of a customer's browsers whose push service has not refused the shop, else the newest; nothing
/// if there is none. `browsers` are the newest first.
std::optional<PushSubscription> browser_to_tell(const std::vector<PushSubscription>& browsers,
                                                const std::set<std::int64_t>& refused);

/// May these be a browser's keys?
bool are_push_keys(const PushSubscription& subscription);

}  // namespace tillpoints::cloud
