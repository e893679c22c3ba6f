#include "cloud/messages/queue_message.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

/// A way to a customer.
struct Way {
    Channel channel = Channel::app;
    std::string address{};
};

/// What tells apart the messages by which one thing comes in several ways; the bot and the hook are one.
std::string mark_of(Channel channel) {
    if (channel == Channel::app) return "/app";
    return channel == Channel::push ? "/push" : "";
}

std::vector<Way> ways_to(RequestContext& context, const MessagePolicy& policy, const CustomerRecord& customer,
                         MessagePurpose purpose) {
    std::vector<Way> ways;
    if (policy.telegram) {
        const auto chat = context.db.telegram.of_customer(customer.id);
        if (chat && chat->open) ways.push_back({Channel::telegram, std::to_string(chat->chat)});
    }
    // Not for codes: a browser shows what it is told also on a phone that is locked.
    const bool by_push = purpose == MessagePurpose::service || is_advertising(purpose);
    if (by_push && policy.push && context.db.push.newest_of(customer.id)) ways.push_back({Channel::push});
    const bool by_hook = is_advertising(purpose) || (purpose == MessagePurpose::code && ways.empty());
    if (by_hook && policy.hook && customer.phone) ways.push_back({Channel::hook, customer.phone->e164()});
    if (context.db.cards.find_holder(customer.id)) ways.push_back({Channel::app});
    return ways;
}

}  // namespace

loyalty::Language language_of(RequestContext& context, ParticipantId customer) {
    const auto holder = context.db.cards.find_holder(customer);
    return holder ? holder->language : loyalty::Language::russian;
}

bool may_be_advertised(RequestContext& context, const MessagePolicy& policy, const CustomerRecord& customer) {
    const auto ways = ways_to(context, policy, customer, MessagePurpose::advertising);
    return std::any_of(ways.begin(), ways.end(), [&](const Way& way) {
        return context.db.cards.consents_to(customer.id, way.channel);
    });
}

int queue_message(RequestContext& context, const MessagePolicy& policy, ParticipantId customer,
                  const NewMessage& message) {
    const auto record = context.db.customers.find(customer);
    if (!record || record->blocked) return 0;
    Recipient recipient;
    const bool advertising = is_advertising(message.purpose);
    if (advertising)
        recipient.advertised = context.db.messages.count_since(customer, MessagePurpose::advertising,
                                                               context.now - policy.cap.within);
    int queued = 0;
    for (const auto& way : ways_to(context, policy, *record, message.purpose)) {
        recipient.consent = advertising && context.db.cards.consents_to(customer, way.channel);
        const auto permission = permission_of(message.purpose, way.channel, recipient, policy, context.now);
        if (!permission.allowed) continue;
        MessageRecord out;
        out.created = out.changed = context.now;
        out.reference = message.reference + (advertising ? "" : mark_of(way.channel));
        out.customer = customer;
        out.address = way.address;
        out.channel = way.channel;
        out.purpose = message.purpose;
        out.template_name = message.template_name;
        out.language = language_of(context, customer);
        out.values = message.values;
        if (message.useful_for) out.expires = context.now + *message.useful_for;
        // What the card shows waits for the customer, not for a sender; a code is erased in time.
        if (way.channel != Channel::app)
            out.due = permission.not_before.value_or(context.now);
        else if (message.purpose == MessagePurpose::code)
            out.due = out.expires;
        if (context.db.messages.add(out)) ++queued;
        if (advertising) break;
    }
    return queued;
}

}  // namespace tillpoints::cloud
