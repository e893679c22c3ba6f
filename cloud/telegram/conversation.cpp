#include "cloud/telegram/conversation.hpp"

#include "cloud/messages/templates.hpp"
#include "cloud/telegram/texts.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

/// "/start CODE": the code; nothing for another text.
std::optional<std::string> start_of(const std::string& text) {
    if (text != "/start" && !text.starts_with("/start ")) return {};
    return text.size() > 7 ? text.substr(7, 32) : std::string();
}

/// "rate:17:5".
std::optional<RatePurchase> rating_of(const BotUpdate& update) {
    const std::string_view data = update.button;
    if (!data.starts_with("rate:")) return {};
    const auto colon = data.find(':', 5);
    if (colon == std::string_view::npos) return {};
    const auto operation = parse_decimal(data.substr(5, colon - 5), 0, Rounding::exact);
    const auto stars = parse_decimal(data.substr(colon + 1), 0, Rounding::exact);
    if (!operation || !stars || *operation < 1 || *stars < 1 || *stars > 5) return {};
    return RatePurchase{*operation, *stars, update.button_call};
}

std::vector<BotAction> react_to_contact(const BotUpdate& update) {
    const auto& contact = *update.contact;
    // Anybody can send anybody's contact; only one's own says whose phone it is.
    if (contact.user != update.from) return {Show{Shown::not_own_contact}};
    return {ConfirmPhone{contact.phone, contact.name}};
}

std::vector<BotAction> react_to_command(BotCommand command) {
    switch (command) {
        case BotCommand::card:
            return {Show{Shown::card}};
        case BotCommand::balance:
            return {Show{Shown::balance}};
        case BotCommand::history:
            return {Show{Shown::history}};
        case BotCommand::certificates:
            return {Show{Shown::certificates}};
        case BotCommand::invite:
            return {Show{Shown::invitation}};
        case BotCommand::offers:
            return {SwitchOffers()};
        case BotCommand::language:
            return {Show{Shown::languages}};
        case BotCommand::stop:
            return {CloseChat{true}};
        case BotCommand::shops:
            return {Show{Shown::shops}};
    }
    return {};
}

}  // namespace

loyalty::Language language_of_person(const std::string& code) {
    return language_named(code).value_or(loyalty::Language::russian);
}

std::vector<BotAction> react(const BotUpdate& update, const std::optional<TelegramChat>& chat) {
    if (!update.chat || !update.is_private) return {};
    if (update.left) return {CloseChat{false}};
    const bool known = chat && chat->customer;
    if (const auto code = start_of(update.text))
        return {OpenChat{*code}, Show{known ? Shown::card : Shown::ask_contact}};
    if (update.contact) return react_to_contact(update);
    if (const auto language = language_by_name(update.text)) return {ChooseLanguage{*language}};
    const auto command = command_of(update.text);
    // Who has no card may choose a language, leave, and ask where the shops are.
    if (command == BotCommand::language || command == BotCommand::stop || command == BotCommand::shops)
        return react_to_command(*command);
    if (!known) return {Show{Shown::ask_contact}};
    if (const auto rating = rating_of(update)) return {*rating};
    if (command) return react_to_command(*command);
    return {Show{Shown::help}};
}

}  // namespace tillpoints::cloud
