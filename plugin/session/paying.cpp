#include <algorithm>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {
namespace {

using till::PresentedBy;

/// The register's own rounding lowers the money paid, at most to what points cannot pay. Under a percent
/// discount the cloud is told the total before rounding, because a percentage of another total would be
/// another discount than the printed one.
Money rounding_of(const Quote& quote, Money printed, Money total) {
    if (quote.discount > worth(quote.granted) + worth(quote.certificate)) return Money();
    const Money room = quote.sent_total - quote.unredeemable_total - quote.discount;
    return std::clamp(printed - total, Money(), std::max(room, Money()));
}

bool identified_by_code(const Session& session) {
    return session.customer && session.customer->by == PresentedBy::code;
}

Json confirmed_reply(const Session& session, const StepContext& context) {
    if (session.event == "discount_requested") return granted_reply(session, *session.quote, true, context);
    Json json = reply(session.event, "confirmed");
    return json.set("granted", session.redemption->points.count)
        .set("number", session.redemption->entry.text);
}

Step confirmed(Session session, bool awaited, const StepContext& context) {
    session.redemption->confirmed = true;
    std::vector<Action> actions;
    if (context.limits_state && session.customer && !session.redemption->offline) {
        limits::Changes changes;
        const auto& customer = *session.customer;
        changes.cached = context.limits_state->customers().after_redemption(
            customer.uid, context.keyed_hash(customer.value), session.redemption->points);
        if (!changes.empty()) actions.push_back(UpdateLimits{std::move(changes)});
    }
    if (!awaited) return {std::move(session), std::move(actions)};
    Json json = confirmed_reply(session, context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

/// The cloud certainly refused the redemption. If the balance or the limit changed meanwhile, a new and
/// smaller quote is calculated.
Step refused_by_cloud(Session session, Errc reason, const StepContext& context) {
    session.redemption.reset();
    if (reason == Errc::confirmation_required) {
        session.confirmation.reset();
        session.limit.reset();  // with the next one the cloud tells what has to be confirmed
    }
    // The cloud answers alike for an expired code and one used elsewhere. Both need a new code.
    if (reason == Errc::not_found && identified_by_code(session)) session.customer->code_spent = true;
    const bool requote = reason == Errc::insufficient_funds || reason == Errc::discount_limit_exceeded;
    if (!requote || !context.online) {
        retract_quote(session);
        Json json = refused_reply(session, reason, context);
        return answered(std::move(session), std::move(json));
    }
    const auto receipt = pricing::assess(session.cart, context.config->rules);
    loyalty::Calculate ask{identity_of(*session.customer), receipt.sent_total, receipt.skip_total,
                           receipt.unredeemable_total, Points()};
    session.waiting = PendingQuestion::requote;
    return {std::move(session), {Ask{std::move(ask)}}};
}

/// The register pays without the quote: a redemption made for it is withdrawn. A voucher is asked for now, so
/// that it is there when the receipt is printed; the payment does not wait for it.
Step pay_without_quote(Session session, const till::PaymentStarted& event, const StepContext& context) {
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    if (!actions.empty()) retract_quote(session);
    note_voucher_sum(session, event.lines, event.total, context);
    if (auto ask = ask_for_voucher(session, context)) actions.push_back(std::move(*ask));
    Json json = reply(session.event, "confirmed");
    return answered(std::move(session), std::move(actions), json.set("granted", 0));
}

/// The lines to be printed are not the quoted ones.
Step refuse_changed(Session session, const StepContext& context) {
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    retract_quote(session);
    Json json =
        refused_reply(session, "changed", texts::refusal(context.config->language, Errc::does_not_add_up));
    return answered(std::move(session), std::move(actions), std::move(json));
}

}  // namespace

void withdraw_redemption(Session& session, std::vector<Action>& actions) {
    if (!session.redemption) return;
    actions.push_back(WithdrawEntry{session.redemption->entry});
    if (session.redemption->offline) {
        // An offline redemption was not sent yet, so there is nothing in the cloud to settle.
        actions.push_back(UpdateLimits{{.withdrawn = {session.redemption->entry}}});
        session.redemption.reset();
        return;
    }
    session.settling = session.redemption->entry;
    session.confirmation.reset();  // it may be used up
    session.redemption.reset();
    session.limit.reset();
    if (identified_by_code(session)) session.customer->code_spent = true;
}

Step start_payment(Session session, const till::PaymentStarted& event, const StepContext& context) {
    const bool as_quoted = session.quote && same_content(session.quote->lines, event.lines);
    const bool discounted = session.quote && session.quote->discount > Money();
    if (event.quote.empty() && as_quoted && discounted && session.quote->tender == Money()) {
        Json json =
            error(session, Errc::missing_field, "quote_id",
                  "the quote_id of the reply to discount_requested, because the lines are at its prices", "");
        return answered(std::move(session), std::move(json));
    }
    if (event.quote.empty()) return pay_without_quote(std::move(session), event, context);
    if (!as_quoted || session.quote->id != event.quote) return refuse_changed(std::move(session), context);
    if (session.redemption && session.redemption->confirmed) {
        Json json = confirmed_reply(session, context);
        return answered(std::move(session), std::move(json));
    }
    if (session.redemption && session.redemption->offline) {
        Json json = offline_redemption_reply(session, context);
        return answered(std::move(session), std::move(json));
    }
    if (session.redemption) {
        session.waiting = PendingQuestion::redemption;
        return {std::move(session), {}};
    }
    if (!discounted) return pay_without_quote(std::move(session), event, context);
    if (cashier_limit_reached(session, context))
        return refused_by_limit(std::move(session), limits::Reason::cashier_limit, context);
    const Money rounding = rounding_of(*session.quote, sum_of(event.lines), event.total);
    if (!context.online && may_redeem_offline(session, context))
        return offline_redemption(std::move(session), rounding, context);
    if (!context.online) {
        retract_quote(session);
        Json json = refused_reply(session, Errc::unreachable, context);
        return answered(std::move(session), std::move(json));
    }
    if (needs_confirmation(session, *session.quote, context))
        return refuse_unconfirmed(std::move(session), context);
    return redeem(std::move(session), rounding, context);
}

Step redemption_outcome(Session session, const EntryUpdate& update, const StepContext& context) {
    using Kind = EntryUpdate::Kind;
    if (session.settling == update.entry &&
        (update.kind == Kind::withdrawn || update.kind == Kind::refused)) {
        session.settling.reset();
        return {std::move(session), {}};
    }
    if (!session.redemption || session.redemption->entry != update.entry) return {std::move(session), {}};
    // The discount is printed, so the session keeps the redemption for returns whatever becomes of its entry.
    if (session.phase != Phase::open && update.kind != Kind::confirmed) return {std::move(session), {}};
    const bool awaited = session.waiting == PendingQuestion::redemption;
    switch (update.kind) {
        case Kind::confirmed:
            return confirmed(std::move(session), awaited, context);
        case Kind::refused:
            if (awaited)
                return refused_by_cloud(std::move(session), update.reason.value_or(Errc::cloud_error),
                                        context);
            session.redemption.reset();
            session.confirmation.reset();
            retract_quote(session);
            return {std::move(session), {}};
        case Kind::withdrawn:
            session.redemption.reset();
            retract_quote(session);
            return {std::move(session), {}};
        case Kind::unclear:
            if (!awaited) return {std::move(session), {}};
            break;
    }
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    retract_quote(session);
    Json json = refused_reply(session, update.reason.value_or(Errc::timed_out), context);
    return answered(std::move(session), std::move(actions), std::move(json));
}

Step requoted(Session session, const Result<loyalty::Answer>& answer, const StepContext& context) {
    const auto* calculated = answer ? std::get_if<loyalty::Calculated>(&answer.value()) : nullptr;
    if (!calculated) {
        retract_quote(session);
        Json json = refused_reply(session, Errc::insufficient_funds, context);
        return answered(std::move(session), std::move(json));
    }
    session.limit = limit_of(calculated->purchase);
    session.customer->points = calculated->user.participant.points;
    session.customer->confirm_above = calculated->confirm_above;
    const auto requested = session.quote ? session.quote->requested : till::RequestedPoints{};
    retract_quote(session);
    session.quote = quote_for(session, requested, context);
    Json json =
        refused_reply(session, "changed", texts::granted(context.config->language, session.quote->granted));
    json.set("quote", granted_reply(session, *session.quote, false, context));
    return answered(std::move(session), std::move(json));
}

Step abandon(Session session, const StepContext& context) {
    std::vector<Action> actions;
    session.voucher_sum.reset();
    withdraw_redemption(session, actions);
    const bool again = session.customer && session.customer->code_spent;
    retract_quote(session);
    Json json = reply(session.event, "withdrawn");
    json.set("show_code_again", again);
    if (again) json.set("text", texts::show_code_again(context.config->language));
    return answered(std::move(session), std::move(actions), std::move(json));
}

}  // namespace tillpoints::session
