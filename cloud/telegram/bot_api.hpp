#pragma once
#include "cloud/messages/delivery.hpp"
#include "cloud/outbound/outbound_client.hpp"
#include "protocol/json.hpp"

/// Requests to the Bot API, and what its answers mean (core.telegram.org/bots/api). Pure.
namespace tillpoints::cloud {

/// The kinds of updates that the bot handles.
Json handled_updates();

/// Long polling: answered when there is an update from `offset` on, or after `wait`.
/// Offset 0: from the first update on that was not confirmed; another one confirms all before it.
HttpRequest get_updates(const std::string& token, std::int64_t offset, std::chrono::seconds wait);

/// A message as it is sent: text with its keyboard, a picture of a QR code with a caption, or the answer to a
/// pressed button. `values` of the record say which: "keyboard" (menu, contact, languages), "qr", "button".
HttpRequest send_request(const std::string& token, const MessageRecord& record, const std::string& text);

/// What became of a message. A 403 means that the person blocked the bot, or is gone.
SendOutcome send_outcome(const OutboundOutcome& outcome);
bool is_blocked(const OutboundOutcome& outcome);

/// A call with JSON.
HttpRequest bot_call(const std::string& token, const std::string& method, const Json& body);

/// What an answer asks for that is no success: to getUpdates, and to calls that must succeed some time.
struct PollTrouble {
    std::chrono::milliseconds pause{0};
    std::string what;  ///< for the log
};
/// `failures` is how many tries before this failed, one after another.
std::optional<PollTrouble> poll_trouble(const OutboundOutcome& outcome, int failures);

}  // namespace tillpoints::cloud
