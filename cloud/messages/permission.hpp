#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "cloud/ledger/message_records.hpp"

/// Whether and when a message may be sent. Pure.
namespace tillpoints::cloud {

/// Hours of the day, by the shop's clock, in which nobody is disturbed.
struct QuietHours {
    std::chrono::minutes from{21 * 60};  ///< after midnight; the hours may go over midnight
    std::chrono::minutes to{9 * 60};     ///< equal to `from`: no quiet hours
    std::chrono::minutes utc_offset{0};  ///< of the shop's clock
    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// When the quiet hours in which `now` lies end; nothing if it lies in none.
std::optional<Timestamp> quiet_until(const QuietHours& hours, Timestamp now);

/// How much advertising a person gets at most.
struct MessageCap {
    std::int64_t messages = 4;
    std::chrono::days within{7};
    friend bool operator==(const MessageCap&, const MessageCap&) = default;
};

/// What the shop has set, and which channels it has.
struct MessagePolicy {
    QuietHours quiet;
    MessageCap cap;
    bool hook = false;
    bool telegram = false;
    bool push = false;
    friend bool operator==(const MessagePolicy&, const MessagePolicy&) = default;
};

/// What is known of the person that a message is for.
struct Recipient {
    bool consent = false;         ///< to advertising by this channel
    std::int64_t advertised = 0;  ///< advertising within the cap's days
};

struct Permission {
    bool allowed = false;
    std::optional<Timestamp> not_before{};  ///< absent: at once
    std::string_view why{};                 ///< not allowed
    friend bool operator==(const Permission&, const Permission&) = default;
};

/// A code and a reply are wanted now. What the card shows disturbs nobody.
Permission permission_of(MessagePurpose purpose, Channel channel, const Recipient& recipient,
                         const MessagePolicy& policy, Timestamp now);

}  // namespace tillpoints::cloud
