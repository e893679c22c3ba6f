#include "cloud/card/membership.hpp"

#include <algorithm>

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/shop_name.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

/// Without letters and digits that look alike.
std::string random_invitation(const Randomness& randomness) {
    static constexpr std::string_view letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    constexpr auto end = UINT32_MAX / letters.size() * letters.size();
    std::string out;
    while (out.size() < 8) {
        const auto drawn = randomness();
        if (drawn < end) out += letters[drawn % letters.size()];
    }
    return out;
}

void take_consents(RequestContext& context, ParticipantId customer, const std::vector<Channel>& channels) {
    // Of notifications nobody is asked before a browser shows them.
    for (const auto channel : {Channel::app, Channel::hook, Channel::telegram}) {
        const bool given = std::find(channels.begin(), channels.end(), channel) != channels.end();
        context.db.cards.set_consent(customer, {channel, given, context.now});
    }
}

void erase_receivers(RequestContext& context, ParticipantId customer) {
    constexpr int every = 1'000'000;
    for (auto& order : context.db.orders.of_customer(customer, every)) {
        auto& delivery = order.content.delivery;
        for (auto* personal : {&delivery.receiver_name, &delivery.receiver_phone, &delivery.user_comment,
                               &delivery.address, &order.content.comment})
            personal->reset();
        context.db.orders.update(order);
    }
}

}  // namespace

CardHolder holder_of(RequestContext& context, ParticipantId customer, loyalty::Language language) {
    if (const auto known = context.db.cards.find_holder(customer)) return *known;
    CardHolder holder{customer, language, {}, {}, context.now};
    holder.card = issue_card(context, customer, CardKind::wallet, {}).value().code;
    do holder.invitation = random_invitation(context.randomness);
    while (!context.db.cards.add_holder(holder));
    return holder;
}

Result<CustomerRecord> join(RequestContext& context, const MessagePolicy& policy, const PhoneCodes& codes,
                            const Phone& phone, const JoinRequest& asked) {
    NewCustomer newcomer;
    newcomer.name = asked.name;
    newcomer.phone = phone;
    newcomer.birth_date = asked.birth_date;
    newcomer.returns = context.db.cards.has_departed(codes.digest_of_phone(phone));
    const auto friends = context.db.cards.find_by_invitation(asked.invitation);
    const auto inviter = friends ? context.db.customers.find(friends->customer) : std::nullopt;
    if (inviter && inviter->uid && !inviter->blocked && !newcomer.returns) {
        newcomer.inviter = inviter->uid;
    } else if (!friends && !asked.invitation.empty()) {
        newcomer.promo_code = asked.invitation;
    }
    auto joined = register_customer(context, newcomer);
    if (!joined) return joined;
    holder_of(context, joined->id, asked.language);
    take_consents(context, joined->id, asked.advertising);
    queue_message(context, policy, joined->id,
                  {"welcome/" + std::to_string(joined->id.value),
                   MessagePurpose::service,
                   "welcome",
                   {{"shop", shop_name(context)},
                    {"points", to_text(context.db.customers.totals(joined->id).balance)}}});
    return joined;
}

void leave(RequestContext& context, const PhoneCodes& codes, const CustomerRecord& customer) {
    auto record = context.db.customers.lock(customer.id).value();
    context.db.cards.void_identifiers(record.id);
    context.db.cards.remove_holder(record.id);
    context.db.confirmations.remove_of_customer(record.id);
    context.db.ratings.erase_words(record.id);
    context.db.notes.remove_of_customer(record.id);
    context.db.tags.set_of_customer(record.id, {});
    if (const auto chat = context.db.telegram.of_customer(record.id))
        context.db.messages.erase_to(std::to_string(chat->chat), context.now);
    context.db.telegram.remove_of_customer(record.id);
    context.db.push.remove_of_customer(record.id);
    context.db.messages.erase(record.id, context.now);
    erase_receivers(context, record.id);
    if (record.phone) {
        context.db.cards.add_departed(codes.digest_of_phone(*record.phone), context.now);
        context.db.cards.end_sessions_of(record.phone->e164());
        context.db.cards.remove_code(record.phone->e164());
        context.db.messages.erase_to(record.phone->e164(), context.now);
    }
    record.name.clear();
    record.phone.reset();
    record.birth_date.reset();
    record.blocked = true;
    context.db.customers.update(record);
}

}  // namespace tillpoints::cloud
