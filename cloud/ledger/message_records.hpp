#pragma once
#include <map>
#include <optional>
#include <string>

#include "protocol/ids.hpp"
#include "protocol/loyalty/language.hpp"
#include "protocol/timestamp.hpp"

/// The rows of messages to customers, and of the customers' own cards.
namespace tillpoints::cloud {

/// How a message comes to a customer. The numbers are stored.
enum class Channel {
    app,       ///< shown in the customer's card
    hook,      ///< handed to a server of the shop, which sends it by SMS or e-mail
    telegram,  ///< by the bot
    push,      ///< shown by a browser of the customer's
};

/// Why a message is sent, which decides what it needs. The numbers are stored.
enum class MessagePurpose {
    code,         ///< a one-time code: wanted now, by whoever asked for it
    service,      ///< about something of the customer's own: a purchase to rate, an order
    advertising,  ///< needs consent, and there is a cap
    reply,        ///< what the customer asked the bot for
    sample,       ///< advertising that somebody of the company sends to themselves first: no cap
};

/// Does the customer get it only with consent, and by one channel?
constexpr bool is_advertising(MessagePurpose purpose) {
    return purpose == MessagePurpose::advertising || purpose == MessagePurpose::sample;
}

/// The numbers are stored.
enum class MessageState {
    queued,
    sending,    ///< handed to its channel, the answer is not recorded yet
    delivered,  ///< its channel took it, or the card showed it
    failed,     ///< given up
    read,
    dropped,  ///< not sent: it was too late, there is no consent any more, or the customer left
};

using MessageValues = std::map<std::string, std::string>;

struct MessageRecord {
    std::int64_t id = 0;
    Timestamp created;
    /// What there is one message of: adding another with the same reference adds nothing. It is the
    /// idempotency key where a channel has one.
    std::string reference;
    std::optional<ParticipantId> customer;  ///< absent: to an address whose owner is not known
    std::string address;                    ///< a phone or a chat; empty in the card
    Channel channel = Channel::app;
    MessagePurpose purpose = MessagePurpose::service;
    std::string template_name;
    loyalty::Language language = loyalty::Language::russian;
    MessageValues values;
    MessageState state = MessageState::queued;
    std::int64_t tries = 0;
    /// Of the next try, of a try whose answer is overdue, or of a code's end in the card; absent: none.
    std::optional<Timestamp> due;
    std::optional<Timestamp> expires;  ///< of no use from then on
    Timestamp changed;                 ///< when it got its state
    std::string note;                  ///< why it is in its state, for an operator
    friend bool operator==(const MessageRecord&, const MessageRecord&) = default;
};

/// A customer who has the card on a phone of their own.
struct CardHolder {
    ParticipantId customer;
    loyalty::Language language = loyalty::Language::russian;
    std::string invitation;  ///< the code in the link that brings friends
    std::string card;        ///< the static card that the page shows without a network
    Timestamp since;
    friend bool operator==(const CardHolder&, const CardHolder&) = default;
};

/// Whether a customer wants advertising by a channel, and since when that is so.
struct Consent {
    Channel channel = Channel::app;
    bool given = false;
    Timestamp changed;
    friend bool operator==(const Consent&, const Consent&) = default;
};

/// The code that confirms a phone, as a keyed hash. There is one for a phone.
struct OneTimeCode {
    std::string phone;
    std::string hash;
    Timestamp expires;
    std::int64_t tries = 0;  ///< made so far
    friend bool operator==(const OneTimeCode&, const OneTimeCode&) = default;
};

/// A browser in which a phone was confirmed. It belongs to the phone, whoever its owner is at a time.
struct CardSession {
    std::string id;  ///< the digest of what the browser keeps
    std::string phone;
    std::string token;  ///< what the page sends with everything that changes something
    Timestamp created;
    Timestamp used;
    friend bool operator==(const CardSession&, const CardSession&) = default;
};

/// A chat with the bot.
struct TelegramChat {
    std::int64_t chat = 0;
    std::optional<ParticipantId> customer;  ///< absent until the phone is confirmed
    loyalty::Language language = loyalty::Language::russian;
    std::string invitation;  ///< the code that the chat was started with, until the customer has joined
    bool open = true;        ///< false: the customer blocked or stopped the bot
    friend bool operator==(const TelegramChat&, const TelegramChat&) = default;
};

/// A purchase whose customer can be asked for a rating.
struct PurchaseToRate {
    OperationId purchase;
    ParticipantId customer;
    Timestamp created;
    loyalty::Language language = loyalty::Language::russian;
    friend bool operator==(const PurchaseToRate&, const PurchaseToRate&) = default;
};

/// Where a browser of a customer's is told, and the keys with which it reads what it is told. Texts are
/// base64 for addresses.
struct PushSubscription {
    std::int64_t id = 0;
    ParticipantId customer;
    std::string endpoint;    ///< of the browser's push service
    std::string public_key;  ///< a point of P-256, 65 bytes
    std::string secret;      ///< 16 bytes
    Timestamp created{};
    friend bool operator==(const PushSubscription&, const PushSubscription&) = default;
};

}  // namespace tillpoints::cloud
