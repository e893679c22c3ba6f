#pragma once
#include <variant>

#include "cloud/ledger/message_records.hpp"
#include "cloud/telegram/update.hpp"

/// What the bot does about an update. Pure: it decides, bot.hpp does.
namespace tillpoints::cloud {

/// Somebody began, perhaps by a link with the code of a source or a friend.
struct OpenChat {
    std::string invitation;
    friend bool operator==(const OpenChat&, const OpenChat&) = default;
};
/// Somebody shared the own contact, so that the phone is confirmed.
struct ConfirmPhone {
    std::string phone;
    std::string name;
    friend bool operator==(const ConfirmPhone&, const ConfirmPhone&) = default;
};
struct ChooseLanguage {
    loyalty::Language language = loyalty::Language::russian;
    friend bool operator==(const ChooseLanguage&, const ChooseLanguage&) = default;
};
/// A rating by the buttons under a message.
struct RatePurchase {
    std::int64_t operation = 0;
    std::int64_t stars = 0;
    std::string button_call;
    friend bool operator==(const RatePurchase&, const RatePurchase&) = default;
};
/// Nothing is sent there any more. `said`: the customer asked for it and is told.
struct CloseChat {
    bool said = false;
    friend bool operator==(const CloseChat&, const CloseChat&) = default;
};
/// Wants the shop's offers, or no longer.
struct SwitchOffers {
    friend bool operator==(const SwitchOffers&, const SwitchOffers&) = default;
};
enum class Shown {
    card,
    balance,
    history,
    certificates,
    invitation,
    languages,
    help,
    ask_contact,
    not_own_contact,
    shops
};
struct Show {
    Shown what = Shown::help;
    friend bool operator==(const Show&, const Show&) = default;
};

using BotAction =
    std::variant<OpenChat, ConfirmPhone, ChooseLanguage, RatePurchase, CloseChat, SwitchOffers, Show>;

/// Nothing for what the bot does not handle: groups, other kinds of updates. `chat` is what is known of the
/// chat.
std::vector<BotAction> react(const BotUpdate& update, const std::optional<TelegramChat>& chat);

/// The language of a person's Telegram, if it is one of the three.
loyalty::Language language_of_person(const std::string& code);

}  // namespace tillpoints::cloud
