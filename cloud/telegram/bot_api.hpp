#pragma once
#include "cloud/messages/delivery.hpp"
#include "cloud/outbound/outbound_client.hpp"

/// Requests to the Bot API, and what its answers mean (core.telegram.org/bots/api). Pure.
namespace tillpoints::cloud {

/// Long polling: answered when there is an update from `offset` on, or after `wait`.
HttpRequest get_updates(const std::string& token, std::int64_t offset, std::chrono::seconds wait);

/// A message as it is sent: text with its keyboard, a picture of a QR code with a caption, or the answer to a
/// pressed button. `values` of the record say which: "keyboard" (menu, contact, languages), "qr", "button".
HttpRequest send_request(const std::string& token, const MessageRecord& record, const std::string& text);

/// What became of a message. A 403 means that the person blocked the bot, or is gone.
SendOutcome send_outcome(const OutboundOutcome& outcome);
bool is_blocked(const OutboundOutcome& outcome);

/// What an answer to getUpdates asks for, if it brings no updates.
struct PollTrouble {
    std::chrono::milliseconds pause{0};
    std::string what;  ///< for the log
};
/// `failures` is how many polls before this failed, one after another.
std::optional<PollTrouble> poll_trouble(const OutboundOutcome& outcome, int failures);

}  // namespace tillpoints::cloud
