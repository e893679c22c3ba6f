#include <algorithm>
#include <limits>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

/// Points spent while the cloud is out of reach: the one stated exception to "a printed discount is a deducted
/// point", bounded by the shop's limits and accounted for whatever the cloud says later.
namespace tillpoints::session {
namespace {

using till::RequestedPoints;

limits::Grant grant_now(const Session& session, Points wanted, const Surroundings& around) {
    const auto receipt = pricing::assess(session.cart, around.config->rules);
    limits::Request request;
    request.wanted = wanted;
    request.payable = points_for(receipt.most);
    // What the programme's share counts from is not documented: the least it can be.
    request.base =
        std::max(receipt.sent_total - std::max(receipt.skip_total, receipt.unredeemable_total), Money());
    return limits::grant(around.config->offline.redemption,
                         around.book->standing(around.customer_key, around.limits_now),
                         remembered(*session.customer, around), request, around.limits_now);
}

void quote_offline(Session& session, const RequestedPoints& requested, Points most, const Surroundings& around) {
    retract_quote(session);
    session.limit = Limit{most, Money(), Points()};
    session.quote = quote_for(session, requested, around);
    session.limit.reset();
    session.quote->offline = true;
    session.quote->cashback = {};
}

}  // namespace

bool may_promise(const Session& session, const Surroundings& around) {
    using till::PresentedBy;
    const bool wanted = around.config->offline.redemption.enabled && around.book && around.settings &&
                        session.customer && session.kind == till::ReceiptKind::sale;
    if (!wanted || around.settings->policy != loyalty::DiscountPolicy::charge_scores) return false;
    if (session.customer->by == PresentedBy::phone) return around.settings->use_points_by_phone;
    return session.customer->by == PresentedBy::card;
}

Step offer_promise(Session session, const Surroundings& around) {
    const RequestedPoints requested = session.discount_request->points;
    const bool all = requested.kind == RequestedPoints::Kind::max;
    const Points wanted = all ? Points(std::numeric_limits<std::int64_t>::max()) : requested.amount;
    const auto granted = grant_now(session, wanted, around);
    if (granted.points == Points() && granted.limited_by)
        return refused_by_limit(std::move(session), *granted.limited_by, around);
    const Points balance = session.customer->points;
    session.customer->points = granted.points;
    quote_offline(session, requested, granted.points, around);
    session.customer->points = balance;
    if (session.discount_request->commit && session.quote->discount > Money())
        return promise(std::move(session), Money(), around);
    Json json = granted_reply(session, *session.quote, false, around);
    if (granted.limited_by) json.set("limited_by", limits::name_of(*granted.limited_by));
    return answered(std::move(session), std::move(json));
}

Step promise(Session session, Money rounding, const Surroundings& around) {
    Quote& quote = *session.quote;
    const auto granted = grant_now(session, quote.granted, around);
    const bool points_only = quote.discount == worth(quote.granted);
    if (!points_only || granted.points < quote.granted)
        return refused_by_limit(std::move(session), granted.limited_by.value_or(limits::Reason::offline_programme),
                                around);
    quote.offline = true;
    quote.cashback = {};
    session.attempts += 1;
    Fact fact = redemption_fact(session, rounding, around);
    auto& purchase = std::get<PurchaseFact>(fact.body);
    const auto& uid = session.customer->uid;
    purchase.offline = OfflinePromise{uid ? loyalty::Identity(loyalty::ByUid{*uid}) : purchase.operation.who,
                                      Nonce(around.fresh_uuid), false};
    session.redemption = Redemption{fact.id, quote.id, quote.granted, purchase.operation.total, false, true};
    limits::Changes changes;
    changes.promised.push_back({fact.id, around.customer_key, 0, quote.granted, false});
    count_redemption(session, around, changes);
    std::vector<Action> actions{StoreFact{std::move(fact), false}, Enter{std::move(changes)}, why(session, around)};
    Json json = promised_reply(session, around);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Json promised_reply(const Session& session, const Surroundings& around) {
    if (session.event == "discount_requested") return granted_reply(session, *session.quote, true, around);
    Json json = reply(session.event, "confirmed");
    json.set("granted", session.redemption->points.count).set("number", session.redemption->fact.text);
    return json.set("offline", true)
        .set("text", texts::offline_promise(around.config->language, session.redemption->points));
}

}  // namespace tillpoints::session
