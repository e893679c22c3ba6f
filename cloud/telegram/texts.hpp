#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/loyalty/language.hpp"

/// What the bot says and is told, in each language. Pure.
namespace tillpoints::cloud {

enum class BotCommand { card, balance, history, certificates, invite, offers, language, stop, shops };

/// "/card", or the button of this command in any language.
std::optional<BotCommand> command_of(std::string_view text);
/// What stands on the command's button.
std::string_view button_of(BotCommand command, loyalty::Language language);
/// "Русский", "Қазақша", "English".
std::optional<loyalty::Language> language_by_name(std::string_view text);
std::string_view own_name(loyalty::Language language);

/// What the bot says; {name} stands for a value.
struct BotTexts {
    loyalty::Phrase ask_contact, share_contact, not_own_contact, linked, wrong_phone, balance, expire, card,
        blocked, no_history, purchase, refund, no_certificates, certificate, invitation, offers_on,
        offers_off, choose_language, language_set, stopped, help, rated, not_yours, no_shops, open_until,
        open_always, closed_until, closed_now;
};
const BotTexts& bot_texts();

}  // namespace tillpoints::cloud
