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
        return session.customer->known == CustomerStatus::found;
    return session.customer->known == CustomerStatus::found && context.settings &&
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

/// A certificate or the programme's percent discount applies without anybody asking for points.
bool discounts_by_itself(const Session& session, const StepContext& context) {
    if (!session.customer || session.customer->known != CustomerStatus::found) return false;
    const bool percent =
        context.settings && context.settings->policy == loyalty::DiscountPolicy::apply_discount;
    return percent || session.customer->by == till::PresentedBy::certificate;
}

/// No points are asked for, or no longer.
Step without_points(Session session, std::vector<Action> actions, const StepContext& context) {
    retract_quote(session);
    session.quote = quote_for(session, RequestedPoints{}, context);
    Json json = granted_reply(session, *session.quote, false, context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

/// A discount was asked for while an earlier attempt still stands.
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

/// A promise that was never sent makes way for the next at once.
Step without_offline_redemption(Session session, const till::DiscountRequested& event,
                                const StepContext& context) {
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    limits::LimitsState limits_state = context.limits_state ? *context.limits_state : limits::LimitsState();
    for (const auto& action : actions)
        if (const auto* it = std::get_if<UpdateLimits>(&action))
            limits_state.apply(it->changes, context.limits_now);
    StepContext after = context;
    if (context.limits_state) after.limits_state = &limits_state;
    Step step = request_discount(std::move(session), event, after);
    step.actions.insert(step.actions.begin(), actions.begin(), actions.end());
    return step;
}

/// Points, certificate and percent discount that the request and the cloud's limit allow together.
struct Wish {
    Points points;
    Points certificate;
    Money percent;
    Money all() const { return worth(points) + worth(certificate) + percent; }
};

Wish wish_of(const Session& session, const RequestedPoints& requested, const pricing::Assessed& receipt) {
    Wish wish;
    if (!session.limit) return wish;
    wish.certificate = std::max(session.limit->certificate_points, Points());
    wish.percent = std::max(session.limit->discount_amount, Money());
    if (requested.kind == RequestedPoints::Kind::none) return wish;
    const Points asked =
        requested.kind == RequestedPoints::Kind::max ? session.limit->max_points : requested.amount;
    const Points room = points_for(std::max(receipt.most - worth(wish.certificate) - wish.percent, Money()));
    wish.points =
        std::max(std::min({asked, session.limit->max_points, session.customer->points, room}), Points());
    return wish;
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
    const Wish wish = wish_of(session, requested, receipt);
    const bool tender = context.config->fiscal_mode == FiscalMode::tender && session.capabilities.tender;
    const auto allocation = tender
                                ? pricing::tender(receipt, wish.all())
                                : pricing::allocate(receipt, wish.all(), session.capabilities.split, rules);

    Quote quote;
    quote.id = QuoteId(context.fresh_uuid);
    quote.requested = requested;
    // What cannot be spread exactly stays with the customer; a certificate or percent discount is not
    // divisible.
    const Money missing = wish.all() - allocation.redeemed;
    const bool divisible = missing <= worth(wish.points);
    quote.lines = full_price(session.cart);
    if (divisible) {
        quote.granted = wish.points - points_for(missing);
        quote.certificate = wish.certificate;
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
    session.discount_request = event;
    session.cart = event.positions;
    if (session.redemption) {
        const bool same_wish = session.quote && session.quote->requested == event.points;
        if (session.redemption->offline && !(same && same_wish))
            return without_offline_redemption(std::move(session), event, context);
        return with_redemption(std::move(session), same && same_wish, context);
    }
    const bool points_asked = event.points.kind != RequestedPoints::Kind::none;
    if (!points_asked && !discounts_by_itself(session, context))
        return without_points(std::move(session), {}, context);
    if (!session.customer)
        return refused(std::move(session), "no_customer",
                       texts::refusal(context.config->language, Errc::not_found));
    if (points_asked && cashier_redeemed_enough(session, context))
        return refused_by_limit(std::move(session), limits::Reason::cashier_limit, context);
    if (points_asked && !context.online && !session.settling && may_redeem_offline(session, context))
        return offer_offline_redemption(std::move(session), context);
    if (points_asked && !may_redeem(session, context)) {
        const bool offline = session.customer->known == CustomerStatus::offline;
        return refused(std::move(session), offline ? Errc::unreachable : Errc::withdraw_not_permitted,
                       context);
    }
    if (session.settling)
        return refused(std::move(session), "settling", texts::settling(context.config->language));
    if (session.customer->code_spent)
        return refused(std::move(session), "code_used", texts::show_code_again(context.config->language));
    if (!context.online) return refused(std::move(session), Errc::unreachable, context);
    if (session.limit) return offer(std::move(session), context);

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
    return offer(std::move(session), context);
}

Step offer(Session session, const StepContext& context) {
    retract_quote(session);
    session.quote = quote_for(session, session.discount_request->points, context);
    if (session.discount_request->commit && session.quote->discount > Money())
        return redeem(std::move(session), Money(), context);
    Json json = granted_reply(session, *session.quote, false, context);
    return answered(std::move(session), std::move(json));
}

}  // namespace tillpoints::session
