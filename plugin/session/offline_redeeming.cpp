#include <algorithm>
#include <limits>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

/// Redeeming while the cloud is out of reach. This is the one exception to the rule that a printed discount
/// is a deducted point; the shop's limits bound it, and every point is accounted for whatever the cloud
/// answers.
namespace tillpoints::session {
namespace {

using till::RequestedPoints;

limits::Grant grant_now(const Session& session, Points wanted, const StepContext& context) {
    const auto receipt = pricing::assess(session.cart, context.config->rules);
    limits::Request request;
    request.wanted = most_unconfirmed(session, wanted, context);
    request.payable = points_for(receipt.most);
    // The sum that the programme's share is a part of is not documented, so the smallest possible one is
    // used.
    request.base =
        std::max(receipt.sent_total - std::max(receipt.skip_total, receipt.unredeemable_total), Money());
    return limits::grant(
        context.config->offline.redemption,
        context.limits_state->offline_redemptions().exposure(context.customer_key, context.limits_now),
        cached_snapshot(*session.customer, context), request, context.limits_now);
}

void quote_offline(Session& session, const RequestedPoints& requested, Points most,
                   const StepContext& context) {
    retract_quote(session);
    session.limit = Limit{most, Money(), Points()};
    session.quote = quote_for(session, requested, context);
    session.limit.reset();
    session.quote->offline = true;
    session.quote->cashback = {};
}

}  // namespace

bool may_redeem_offline(const Session& session, const StepContext& context) {
    using till::PresentedBy;
    const bool wanted = context.config->offline.redemption.enabled && context.limits_state &&
                        context.settings && session.customer && session.kind == till::ReceiptKind::sale;
    if (!wanted || context.settings->policy != loyalty::DiscountPolicy::charge_scores) return false;
    // Nobody can confirm anything now.
    if (most_unconfirmed(session, Points(1), context) == Points()) return false;
    if (session.customer->by == PresentedBy::phone) return context.settings->use_points_by_phone;
    return session.customer->by == PresentedBy::card;
}

Step reply_with_offline_quote(Session session, const StepContext& context) {
    const RequestedPoints requested = session.discount_request->points;
    const bool all = requested.kind == RequestedPoints::Kind::max;
    const Points wanted = all ? Points(std::numeric_limits<std::int64_t>::max()) : requested.amount;
    const auto granted = grant_now(session, wanted, context);
    if (granted.points == Points() && granted.limited_by)
        return refused_by_limit(std::move(session), *granted.limited_by, context);
    const Points balance = session.customer->points;
    session.customer->points = granted.points;
    quote_offline(session, requested, granted.points, context);
    session.customer->points = balance;
    if (session.discount_request->commit && session.quote->discount > Money())
        return offline_redemption(std::move(session), Money(), context);
    Json json = granted_reply(session, *session.quote, false, context);
    if (granted.limited_by) json.set("limited_by", limits::name_of(*granted.limited_by));
    return answered(std::move(session), std::move(json));
}

Step offline_redemption(Session session, Money rounding, const StepContext& context) {
    Quote& quote = *session.quote;
    const auto granted = grant_now(session, quote.granted, context);
    const bool points_only = quote.discount == worth(quote.granted);
    if (!points_only || granted.points < quote.granted)
        return refused_by_limit(std::move(session),
                                granted.limited_by.value_or(limits::Reason::offline_programme), context);
    quote.offline = true;
    quote.cashback = {};
    session.attempts += 1;
    OutboxEntry entry = redemption_entry(session, rounding, context);
    auto& purchase = std::get<PurchaseEntry>(entry.body);
    const auto& uid = session.customer->uid;
    purchase.offline =
        OfflineRedemption{uid ? loyalty::Identity(loyalty::ByUid{*uid}) : purchase.operation.who,
                          Nonce(context.fresh_uuid), false};
    session.redemption = Redemption{entry.id, quote.id, quote.granted, purchase.operation.total, false, true};
    limits::Changes changes;
    changes.redeemed.push_back({entry.id, context.customer_key, 0, quote.granted, false});
    count_redemption(session, context, changes);
    std::vector<Action> actions{StoreEntry{std::move(entry), false}, UpdateLimits{std::move(changes)},
                                pricing_note(session, context)};
    Json json = offline_redemption_reply(session, context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Json offline_redemption_reply(const Session& session, const StepContext& context) {
    if (session.event == "discount_requested") return granted_reply(session, *session.quote, true, context);
    Json json = reply(session.event, "confirmed");
    json.set("granted", session.redemption->points.count).set("number", session.redemption->entry.text);
    return json.set("offline", true)
        .set("text", texts::offline_redemption(context.config->language, session.redemption->points));
}

}  // namespace tillpoints::session
