#include "cloud/card/card_view.hpp"

#include <algorithm>

#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/messages/delivery.hpp"
#include "cloud/messages/templates.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int most_messages = 50;
constexpr int history_page = 30;

Json maybe(const std::optional<Timestamp>& time) {
    return time ? Json(to_text(*time)) : Json();
}

Json tier_view(const Tier& tier, bool discount) {
    return Json::object({{"name", tier.name}, {"rate", tier.rate.hundredths}, {"discount", discount}});
}

/// The next tier, with what is missing to it on each way that leads there.
Json way_to_next(const Programme& programme, const Tier& now, const CustomerTotals& totals, bool discount) {
    const auto at = std::find_if(programme.tiers.begin(), programme.tiers.end(),
                                 [&](const Tier& tier) { return tier.uid == now.uid; });
    if (at == programme.tiers.end() || at + 1 == programme.tiers.end()) return {};
    const auto& next = *(at + 1);
    auto out = tier_view(next, discount);
    if (next.spent_from) {
        out.set("spend", std::max<std::int64_t>(0, (*next.spent_from - totals.cash_spent).count));
        out.set("spend_from", next.spent_from->count);
    }
    if (next.invited_from)
        out.set("friends", std::max<std::int64_t>(0, *next.invited_from - totals.effective_invited));
    return out;
}

Json certificates_view(RequestContext& context, ParticipantId customer) {
    Json rows = Json::array();
    for (const auto& each : context.db.promotions.certificates_of(customer)) {
        if (each.state != CertificateState::active || each.valid_to <= context.now) continue;
        const auto left = context.db.ledger.balance(certificate_account(each.code));
        rows.push(Json::object({{"code", each.code},
                                {"points", left.count},
                                {"share", each.share ? Json(each.share->hundredths) : Json()},
                                {"from", to_text(each.valid_from)},
                                {"to", to_text(each.valid_to)},
                                {"qr", qr_view(each.code)}}));
    }
    return rows;
}

Json operation_view(RequestContext& context, const OperationRecord& record) {
    const bool refund = record.origin.has_value();
    const auto rating = refund ? std::nullopt : context.db.ratings.find(record.id);
    const bool ratable = !refund && record.state == loyalty::OperationState::normal;
    return Json::object(
        {{"id", record.id.value},
         {"when", to_text(record.created)},
         {"kind", refund ? "refund" : "purchase"},
         {"returned", record.state == loyalty::OperationState::canceled},
         {"total", record.total.count},
         {"paid", record.cash.count},
         {"points", record.points.count},
         {"award", record.award.count},
         {"certificate", record.certificate.count},
         {"receipt", record.number ? Json(*record.number) : Json()},
         {"branch", record.branch ? Json(record.branch->display_name) : Json()},
         {"stars", rating ? Json(rating->stars) : Json()},
         {"comment", rating && rating->comment ? Json(*rating->comment) : Json()},
         {"answer", rating && rating->answer && rating->answer->text ? Json(*rating->answer->text) : Json()},
         {"ratable", ratable}});
}

/// The messages in the card, without codes whose time is over.
std::vector<MessageRecord> messages_in_card(RequestContext& context, ParticipantId customer) {
    auto rows = context.db.messages.of_customer(customer, Channel::app, most_messages);
    std::erase_if(rows, [&](const MessageRecord& each) {
        return each.purpose == MessagePurpose::code && is_too_late(each, context.now);
    });
    return rows;
}

std::size_t unread(RequestContext& context, ParticipantId customer) {
    const auto rows = messages_in_card(context, customer);
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const MessageRecord& each) {
        return each.state == MessageState::queued || each.state == MessageState::delivered;
    }));
}

}  // namespace

Json qr_view(const std::string& text) {
    const auto code = qr_code_of(text);
    if (!code) return {};
    std::string dark;
    for (const bool each : code->dark) dark += each ? '1' : '0';
    return Json::object({{"size", code->size}, {"dark", std::move(dark)}});
}

Json card_view(RequestContext& context, const MessagePolicy& policy, const CustomerRecord& customer,
               const CardHolder& holder) {
    const auto totals = context.db.customers.totals(customer.id);
    const auto shown = show_customer(context, customer, totals);
    const bool discount = context.programme.policy == loyalty::DiscountPolicy::apply_discount;
    const auto& tier = tier_of(context, totals);
    const auto chat = context.db.telegram.of_customer(customer.id);
    Json consents = Json::object();
    for (const auto& each : context.db.cards.consents(customer.id))
        consents.set(name_of(each.channel),
                     Json::object({{"given", each.given}, {"since", to_text(each.changed)}}));
    return Json::object(
        {{"name", customer.name},
         {"number", shown_id(customer.id).value},
         {"blocked", customer.blocked},
         {"points", totals.balance.count},
         {"expire", maybe(shown.participant.points_expire)},
         {"tier", tier_view(tier, discount)},
         {"next", way_to_next(context.programme, tier, totals, discount)},
         {"spent", totals.cash_spent.count},
         {"certificates", certificates_view(context, customer.id)},
         {"card", Json::object({{"code", holder.card}, {"qr", qr_view(holder.card)}})},
         {"language", name_of(holder.language)},
         {"consents", std::move(consents)},
         {"channels",
          Json::object({{"app", true},
                        {"hook", policy.hook},
                        {"push", policy.push && context.db.push.newest_of(customer.id).has_value()},
                        {"telegram", policy.telegram && chat && chat->open}})},
         {"unread", unread(context, customer.id)},
         {"now", to_text(context.now)}});
}

Json history_view(RequestContext& context, const CustomerRecord& customer,
                  const std::optional<OperationId>& before) {
    Json rows = Json::array();
    const auto operations = context.db.operations.of_customer(customer.id, before, history_page);
    for (const auto& each : operations) rows.push(operation_view(context, each));
    const bool more = operations.size() == static_cast<std::size_t>(history_page);
    return Json::object({{"rows", std::move(rows)}, {"more", more}});
}

Json invitation_view(RequestContext& context, const CustomerRecord& customer, const CardHolder& holder,
                     const std::string& link) {
    const auto totals = context.db.customers.totals(customer.id);
    const auto earned = context.db.ledger.earned_by_friends(customer.id);
    const auto& referral = context.programme.referral;
    const auto rate = referral.rates.empty() ? Percent() : referral.rates.front();
    return Json::object({{"code", holder.invitation},
                         {"link", link},
                         {"qr", qr_view(link)},
                         {"invited", totals.invited},
                         {"bought", totals.effective_invited},
                         {"earned", earned.count},
                         {"reward", referral.reward.count},
                         {"rate", rate.hundredths}});
}

Json messages_view(RequestContext& context, const CustomerRecord& customer) {
    Json rows = Json::array();
    for (auto each : messages_in_card(context, customer.id)) {
        if (each.state == MessageState::queued) {
            each.state = MessageState::delivered;
            each.changed = context.now;
            context.db.messages.update(each);
        }
        const auto operation = each.values.find("operation");
        rows.push(
            Json::object({{"id", each.id},
                          {"when", to_text(each.created)},
                          {"text", message_text(each).value_or("")},
                          {"kind", each.template_name},
                          {"operation", operation == each.values.end() ? Json() : Json(operation->second)},
                          {"read", each.state == MessageState::read}}));
    }
    return Json::object({{"rows", std::move(rows)}});
}

}  // namespace tillpoints::cloud
