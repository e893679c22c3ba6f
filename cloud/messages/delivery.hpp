#pragma once
#include <chrono>

#include "cloud/ledger/message_records.hpp"

/// What becomes of a message that is handed to its channel. Pure.
namespace tillpoints::cloud {

/// What a channel answered.
struct SendOutcome {
    enum class Kind {
        taken,    ///< it is delivered, as far as the channel tells
        refused,  ///< it will never be
        busy,     ///< not taken, for `wait`; no try is lost by it
        unsent,   ///< certainly not taken
        unclear,  ///< perhaps taken
    };
    Kind kind = Kind::taken;
    std::chrono::seconds wait{0};
    std::string note{};
};

/// Can a channel tell a repetition by the message's reference, so that sending again is harmless?
enum class Repeatable { yes, no };

inline constexpr std::int64_t max_message_tries = 6;

/// How long a try may take before its answer counts as lost: longer than a sender waits for one.
inline constexpr std::chrono::seconds claim_time{60};

/// Handed to its channel: from here on a crash leaves it in the state `sending`.
MessageRecord handed_over(MessageRecord record, Timestamp now);

/// Is it too late to send it?
bool is_too_late(const MessageRecord& record, Timestamp now);
MessageRecord dropped(MessageRecord record, std::string why, Timestamp now);

/// A code in the card whose time is over; nobody will see it any more.
MessageRecord forgotten(MessageRecord record, Timestamp now);

/// After the channel's answer. Where a repetition could not be told, what is unclear is given up: a message
/// comes once or not at all.
MessageRecord settled(MessageRecord record, const SendOutcome& outcome, Repeatable repeatable, Timestamp now);

/// A message in the state `sending` whose claim has run out: the process died before it recorded the answer.
MessageRecord after_crash(MessageRecord record, Repeatable repeatable, Timestamp now);

}  // namespace tillpoints::cloud
