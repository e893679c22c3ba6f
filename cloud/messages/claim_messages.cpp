#include "cloud/messages/claim_messages.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_dropped = 100;

/// Why a message must not be sent any more.
std::optional<std::string> obstacle(RequestContext& context, const MessageRecord& record) {
    if (is_too_late(record, context.now)) return "too late";
    if (!record.customer) return {};
    const auto customer = context.db.customers.find(*record.customer);
    if (!customer || customer->blocked) return "the customer is blocked or has left";
    const bool needs_consent = is_advertising(record.purpose);
    if (needs_consent && !context.db.cards.consents_to(*record.customer, record.channel))
        return "the consent was withdrawn";
    return {};
}

}  // namespace

std::vector<MessageRecord> claim_messages(Service& service, Channel channel, Repeatable repeatable, int max,
                                          const std::function<MayGo()>& begin) {
    std::vector<MessageRecord> due, claimed;
    if (max <= 0) return claimed;
    const auto now = service.now();
    service.storage().read([&](Transaction& db) { due = db.messages.due(channel, now, max); });
    if (due.empty()) return claimed;
    service.transact([&](RequestContext& context) {
        claimed.clear();
        const auto may_go = begin ? begin() : MayGo();
        for (auto& record : context.db.messages.take_due(channel, context.now, max)) {
            if (record.state == MessageState::sending) {
                context.db.messages.update(after_crash(std::move(record), repeatable, context.now));
            } else if (const auto why = obstacle(context, record)) {
                context.db.messages.update(dropped(std::move(record), *why, context.now));
            } else if (!may_go || may_go(record)) {
                claimed.push_back(handed_over(std::move(record), context.now));
                context.db.messages.update(claimed.back());
            }
        }
    });
    return claimed;
}

namespace {

/// Changes the channel's messages that are too late.
void change_late_messages(Service& service, Channel channel,
                          const std::function<MessageRecord(MessageRecord, Timestamp)>& changed) {
    const auto now = service.now();
    std::vector<MessageRecord> due;
    service.storage().read([&](Transaction& db) { due = db.messages.due(channel, now, most_dropped); });
    std::erase_if(due, [&](const MessageRecord& record) { return !is_too_late(record, now); });
    if (due.empty()) return;
    service.storage().transact([&](Transaction& db) {
        for (const auto& record : due) db.messages.update(changed(record, now));
    });
}

}  // namespace

void drop_late_messages(Service& service, Channel channel) {
    change_late_messages(service, channel, [](MessageRecord record, Timestamp now) {
        return dropped(std::move(record), "no sender took it in time", now);
    });
}

void forget_codes_in_cards(Service& service) {
    change_late_messages(service, Channel::app, forgotten);
}

}  // namespace tillpoints::cloud
