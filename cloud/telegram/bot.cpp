#include "cloud/telegram/bot.hpp"

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/shop_name.hpp"
#include "cloud/messages/templates.hpp"
#include "cloud/telegram/bot_views.hpp"
#include "cloud/telegram/texts.hpp"

namespace tillpoints::cloud {

/// One update while it is handled.
struct Bot::Turn {
    RequestContext& context;
    const BotUpdate& update;
    TelegramChat chat;
    int answers = 0;

    std::string say(const loyalty::Phrase& phrase, const MessageValues& values = {}) const {
        return filled(phrase.in(chat.language), values);
    }
    /// Queues an answer; its reference follows from the update, so that there is one.
    void answer(const std::string& bot, MessageValues values) {
        MessageRecord message;
        message.created = message.changed = context.now;
        message.reference =
            "telegram/" + bot + "/" + std::to_string(update.id) + "/" + std::to_string(answers++);
        message.customer = chat.customer;
        message.address = std::to_string(chat.chat);
        message.channel = Channel::telegram;
        message.purpose = MessagePurpose::reply;
        message.template_name = "reply";
        message.language = chat.language;
        message.values = std::move(values);
        message.due = context.now;
        message.expires = context.now + std::chrono::hours(1);
        context.db.messages.add(message);
    }
};

void Bot::handle(RequestContext& context, const BotUpdate& update) const {
    context.db.telegram.lock_updates(settings_.name);
    if (!context.db.telegram.take_update(settings_.name, update.id)) return;
    if (!update.chat) return;
    const auto known = context.db.telegram.find(*update.chat);
    Turn turn{context, update,
              known.value_or(TelegramChat{*update.chat, {}, language_of_person(update.language), {}, true})};
    for (const auto& action : react(update, known)) act(turn, action);
}

void Bot::act(Turn& turn, const BotAction& action) const {
    std::visit([&](const auto& one) { act(turn, one); }, action);
}

void Bot::act(Turn& turn, const OpenChat& action) const {
    turn.chat.open = true;
    if (!turn.chat.customer) turn.chat.invitation = action.invitation;
    turn.context.db.telegram.set(turn.chat);
}

std::optional<CustomerRecord> Bot::customer_with(Turn& turn, const Phone& phone,
                                                 const std::string& name) const {
    auto& context = turn.context;
    if (auto known = context.db.customers.find_by_phone(phone); known && known->uid) return known;
    // The policy of the messages is left out: the answer to the update is the welcome.
    JoinRequest asked{
        name.empty() ? "Telegram" : name.substr(0, 128), {}, turn.chat.invitation, turn.chat.language, {}};
    auto joined = join(context, MessagePolicy(), codes_, phone, asked);
    if (!joined && joined.error().code == Errc::not_found) {
        asked.invitation.clear();
        joined = join(context, MessagePolicy(), codes_, phone, asked);
    }
    return joined ? std::optional(*joined) : std::nullopt;
}

void Bot::act(Turn& turn, const ConfirmPhone& action) const {
    const auto phone = Phone::parse(action.phone.starts_with('+') ? action.phone : "+" + action.phone);
    const auto customer = phone ? customer_with(turn, *phone, action.name) : std::nullopt;
    if (!customer)
        return turn.answer(settings_.name,
                           {{"text", turn.say(bot_texts().wrong_phone)}, {"keyboard", "contact"}});
    const auto holder = holder_of(turn.context, customer->id, turn.chat.language);
    turn.chat.customer = customer->id;
    turn.chat.language = holder.language;
    turn.chat.invitation.clear();
    turn.chat.open = true;
    turn.context.db.telegram.set(turn.chat);
    const auto balance = turn.context.db.customers.totals(customer->id).balance;
    turn.answer(
        settings_.name,
        {{"text", turn.say(bot_texts().linked, {{"name", customer->name}, {"points", to_text(balance)}})},
         {"keyboard", "menu"}});
}

void Bot::act(Turn& turn, const ChooseLanguage& action) const {
    turn.chat.language = action.language;
    turn.context.db.telegram.set(turn.chat);
    if (turn.chat.customer) turn.context.db.cards.set_language(*turn.chat.customer, action.language);
    turn.answer(settings_.name, {{"text", turn.say(bot_texts().language_set)},
                                 {"keyboard", turn.chat.customer ? "menu" : "contact"}});
}

void Bot::act(Turn& turn, const RatePurchase& action) const {
    auto& db = turn.context.db;
    const auto operation = db.operations.find(OperationId{action.operation});
    const bool own = operation && operation->customer == turn.chat.customer && !operation->origin &&
                     operation->state == loyalty::OperationState::normal;
    if (own) {
        const auto known = db.ratings.find(operation->id);
        db.ratings.rate(
            {operation->id, turn.context.now, action.stars, known ? known->comment : std::nullopt});
    }
    const auto& said = own ? bot_texts().rated : bot_texts().not_yours;
    turn.answer(settings_.name, {{"text", turn.say(said)}, {"button", action.button_call}});
}

void Bot::act(Turn& turn, const CloseChat& action) const {
    turn.chat.open = false;
    turn.context.db.telegram.set(turn.chat);
    if (action.said) turn.answer(settings_.name, {{"text", turn.say(bot_texts().stopped)}});
}

void Bot::act(Turn& turn, const SwitchOffers&) const {
    const auto customer = *turn.chat.customer;
    const bool given = !turn.context.db.cards.consents_to(customer, Channel::telegram);
    turn.context.db.cards.set_consent(customer, {Channel::telegram, given, turn.context.now});
    turn.answer(settings_.name, {{"text", turn.say(given ? bot_texts().offers_on : bot_texts().offers_off)},
                                 {"keyboard", "menu"}});
}

void Bot::act(Turn& turn, const Show& action) const {
    const auto& texts = bot_texts();
    const MessageValues shop{{"shop", shop_name(turn.context)}};
    switch (action.what) {
        case Shown::ask_contact:
            return turn.answer(settings_.name,
                               {{"text", turn.say(texts.ask_contact, shop)}, {"keyboard", "contact"}});
        case Shown::not_own_contact:
            return turn.answer(settings_.name,
                               {{"text", turn.say(texts.not_own_contact)}, {"keyboard", "contact"}});
        case Shown::languages:
            return turn.answer(settings_.name,
                               {{"text", turn.say(texts.choose_language)}, {"keyboard", "languages"}});
        case Shown::shops:
            return turn.answer(
                settings_.name,
                {{"text", shops_text(turn.context, turn.chat.language, settings_.messages.quiet.utc_offset)},
                 {"keyboard", turn.chat.customer ? "menu" : "contact"}});
        case Shown::help:
            return turn.answer(settings_.name, {{"text", turn.say(texts.help)}, {"keyboard", "menu"}});
        default:
            break;
    }
    const auto customer =
        turn.chat.customer ? turn.context.db.customers.find(*turn.chat.customer) : std::nullopt;
    if (customer) show_to(turn, *customer, action.what);
}

void Bot::show_card(Turn& turn, const CustomerRecord& customer) const {
    if (customer.blocked) return turn.answer(settings_.name, {{"text", turn.say(bot_texts().blocked)}});
    const auto code = issue_code(turn.context, customer.id).code;
    const auto minutes = std::to_string(turn.context.programme.code_lifetime.count());
    const auto text = balance_text(turn.context, customer, turn.chat.language) + "\n" +
                      turn.say(bot_texts().card, {{"code", code}, {"minutes", minutes}});
    turn.answer(settings_.name, {{"text", text}, {"qr", code}, {"keyboard", "menu"}});
}

void Bot::show_to(Turn& turn, const CustomerRecord& customer, Shown what) const {
    apply_due_events(turn.context, customer);
    if (what == Shown::card) return show_card(turn, customer);
    const auto language = turn.chat.language;
    std::string text;
    if (what == Shown::balance) text = balance_text(turn.context, customer, language);
    if (what == Shown::history) text = history_text(turn.context, customer, language);
    if (what == Shown::certificates) text = certificates_text(turn.context, customer, language);
    if (what == Shown::invitation) {
        const auto holder = holder_of(turn.context, customer.id, language);
        const auto link = "https://t.me/" + settings_.name + "?start=" + holder.invitation;
        text = invitation_text(turn.context, customer, language, link);
    }
    turn.answer(settings_.name, {{"text", text}, {"keyboard", "menu"}});
}

}  // namespace tillpoints::cloud
