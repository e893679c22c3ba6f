#include <algorithm>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {
namespace {

using loyalty::Calculated;
using loyalty::Refusal;
using till::RequestedPoints;

bool may_redeem(const Session& session, const StepContext& context) {
    if (!session.customer || session.kind != till::ReceiptKind::sale) return false;
    if (session.customer->by != till::PresentedBy::phone)
        return session.customer->status == CustomerStatus::found;
    return session.customer->status == CustomerStatus::found && context.settings &&
           context.settings->use_points_by_phone;
}

Step refused(Session session, std::string_view reason, std::string text) {
    retract_quote(session);
    Json json = refused_reply(session, reason, std::move(text));
    return answered(std::move(session), std::move(json));
}

Step refused(Session session, Errc reason, const StepContext& context) {
    retract_quote(session);
    Json json = refused_reply(session, reason, context);
    return answered(std::move(session), std::move(json));
}

/// A certificate and the programme's percent discount apply even if no points are requested.
bool discounts_by_itself(const Session& session, const StepContext& context) {
    if (!session.customer || session.customer->status != CustomerStatus::found) return false;
    const bool percent =
        context.settings && context.settings->policy == loyalty::DiscountPolicy::apply_discount;
    return percent || session.customer->by == till::PresentedBy::certificate;
}

/// No points are requested.
Step without_points(Session session, std::vector<Action> actions, const StepContext& context) {
    retract_quote(session);
    session.quote = quote_for(session, RequestedPoints{}, context);
    Json json = granted_reply(session, *session.quote, false, context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

/// A discount is requested although the receipt already has a redemption.
Step with_redemption(Session session, bool same, const StepContext& context) {
    if (same && (session.redemption->confirmed || session.redemption->offline)) {
        Json json = granted_reply(session, *session.quote, true, context);
        return answered(std::move(session), std::move(json));
    }
    if (same) {
        session.waiting = PendingQuestion::redemption;
        return {std::move(session), {}};
    }
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    const bool none = session.discount_request->points.kind == RequestedPoints::Kind::none;
    if (none && !discounts_by_itself(session, context))
        return without_points(std::move(session), std::move(actions), context);
    retract_quote(session);
    Json json = refused_reply(session, "settling", texts::settling(context.config->language));
    return answered(std::move(session), std::move(actions), std::move(json));
}

/// Replaces an offline redemption by a new request at once, because it was never sent.
Step without_offline_redemption(Session session, const till::DiscountRequested& event,
                                const StepContext& context) {
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    StepContext after = context;
    for (const auto& action : actions)
        if (const auto* it = std::get_if<UpdateLimits>(&action); it && after.limits_state)
            after.limits_state->apply(it->changes, context.limits_now);
    Step step = request_discount(std::move(session), event, after);
    step.actions.insert(step.actions.begin(), actions.begin(), actions.end());
    return step;
}

/// The points, certificate and percent discount that the request and the cloud's limit allow together.
struct AllowedDiscount {
    Points points;
    Points certificate;
    Money percent;
    Money all() const { return worth(points) + worth(certificate) + percent; }
};

AllowedDiscount allowed_discount(const Session& session, const RequestedPoints& requested,
                                 const pricing::Assessed& receipt) {
    AllowedDiscount allowed;
    if (!session.limit) return allowed;
    allowed.certificate = std::max(session.limit->certificate_points, Points());
    allowed.percent = std::max(session.limit->discount_amount, Money());
    if (requested.kind == RequestedPoints::Kind::none) return allowed;
    const Points asked =
        requested.kind == RequestedPoints::Kind::max ? session.limit->max_points : requested.amount;
    const Points room =
        points_for(std::max(receipt.most - worth(allowed.certificate) - allowed.percent, Money()));
    allowed.points =
        std::max(std::min({asked, session.limit->max_points, session.customer->points, room}), Points());
    return allowed;
}

}  // namespace

Points expected_cashback(const Customer& customer, Money cash, Money skip) {
    return points_for(share_half_up(std::max(cash - skip, Money()), customer.cashback_rate));
}

Limit limit_of(const loyalty::PurchaseCalc& calc) {
    return {calc.max_points, calc.discount_amount, calc.certificate_points};
}

Quote quote_for(const Session& session, const RequestedPoints& requested, const StepContext& context) {
    const auto& rules = context.config->rules;
    const auto receipt = pricing::assess(session.cart, rules);
    const AllowedDiscount allowed = allowed_discount(session, requested, receipt);
    const bool tender = context.config->fiscal_mode == FiscalMode::tender && session.capabilities.tender;
    const auto allocation =
        tender ? pricing::tender(receipt, allowed.all())
               : pricing::allocate(receipt, allowed.all(), session.capabilities.split, rules);

    Quote quote;
    quote.id = QuoteId(context.fresh_uuid);
    quote.requested = requested;
    // Points that no prices can express exactly are not redeemed. A certificate or percent discount cannot be
    // reduced: if it does not fit, there is no discount.
    const Money missing = allowed.all() - allocation.redeemed;
    const bool divisible = missing <= worth(allowed.points);
    quote.lines = full_price(session.cart);
    if (divisible) {
        quote.granted = allowed.points - points_for(missing);
        quote.certificate = allowed.certificate;
        quote.discount = allocation.redeemed;
        quote.lines = allocation.lines;
        if (tender) quote.tender = quote.discount;
    }
    quote.receipt_total = receipt.receipt_total;
    quote.sent_total = receipt.sent_total;
    quote.skip_total = receipt.skip_total;
    quote.unredeemable_total = receipt.unredeemable_total;
    if (session.customer && will_award(session, context))
        quote.cashback =
            expected_cashback(*session.customer, quote.sent_total - quote.discount, quote.skip_total);
    return quote;
}

Step request_discount(Session session, const till::DiscountRequested& event, const StepContext& context) {
    const bool same = same_cart(session.cart, event.positions);
    if (!same) session.limit.reset();
    if (!same) session.voucher_sum.reset();
    session.discount_request = event;
    session.cart = event.positions;
    if (session.redemption) {
        const bool same_request = session.quote && session.quote->requested == event.points;
        if (session.redemption->offline && !(same && same_request))
            return without_offline_redemption(std::move(session), event, context);
        return with_redemption(std::move(session), same && same_request, context);
    }
    const bool points_asked = event.points.kind != RequestedPoints::Kind::none;
    if (!points_asked && !discounts_by_itself(session, context))
        return without_points(std::move(session), {}, context);
    if (!session.customer)
        return refused(std::move(session), "no_customer",
                       texts::refusal(context.config->language, Errc::not_found));
    if (points_asked && cashier_limit_reached(session, context))
        return refused_by_limit(std::move(session), limits::Reason::cashier_limit, context);
    if (points_asked && !context.online && !session.settling && may_redeem_offline(session, context))
        return reply_with_offline_quote(std::move(session), context);
    if (points_asked && !may_redeem(session, context)) {
        const bool offline = session.customer->status == CustomerStatus::offline;
        return refused(std::move(session), offline ? Errc::unreachable : Errc::withdraw_not_permitted,
                       context);
    }
    if (session.settling)
        return refused(std::move(session), "settling", texts::settling(context.config->language));
    if (session.customer->code_spent)
        return refused(std::move(session), "code_used", texts::show_code_again(context.config->language));
    if (!context.online) return refused(std::move(session), Errc::unreachable, context);
    if (session.limit) return reply_with_quote(std::move(session), context);

    const auto receipt = pricing::assess(session.cart, context.config->rules);
    loyalty::Calculate ask{identity_of(*session.customer), receipt.sent_total, receipt.skip_total,
                           receipt.unredeemable_total, Points()};
    session.waiting = PendingQuestion::limit;
    return {std::move(session), {Ask{std::move(ask)}}};
}

Step limit_known(Session session, const Result<loyalty::Answer>& answer, const StepContext& context) {
    if (!answer) return refused(std::move(session), answer.error().code, context);
    if (const auto* refusal = std::get_if<Refusal>(&answer.value()))
        return refused(std::move(session), refusal->code, context);
    const auto* calculated = std::get_if<Calculated>(&answer.value());
    if (!calculated) return refused(std::move(session), Errc::not_the_cloud, context);
    session.limit = limit_of(calculated->purchase);
    session.customer->points = calculated->user.participant.points;
    session.customer->confirm_above = calculated->confirm_above;
    return reply_with_quote(std::move(session), context);
}

Step reply_with_quote(Session session, const StepContext& context) {
    retract_quote(session);
    session.quote = quote_for(session, session.discount_request->points, context);
    const bool commit = session.discount_request->commit && session.quote->discount > Money();
    if (commit && needs_confirmation(session, *session.quote, context))
        return refuse_unconfirmed(std::move(session), context);
    if (commit) return redeem(std::move(session), Money(), context);
    Json json = granted_reply(session, *session.quote, false, context);
    return answered(std::move(session), std::move(json));
}

}  // namespace tillpoints::session
