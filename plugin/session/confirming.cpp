#include <algorithm>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

/// Some programmes let nobody redeem many points, or any by telephone number alone, before the customer has
/// confirmed it with a PIN or a code that was sent to them. The plugin carries what the customer says to the
/// cloud; the cloud decides.
namespace tillpoints::session {
namespace {

/// The points that may be redeemed without a confirmation; nothing: any number.
std::optional<Points> free_points(const Session& session, const StepContext& context) {
    const Customer& customer = *session.customer;
    if (customer.confirm_above) return customer.confirm_above;
    if (!context.settings || !context.settings->confirmation) return {};
    const auto& rule = *context.settings->confirmation;
    return rule.by_phone && customer.by == till::PresentedBy::phone ? Points() : rule.above;
}

/// The quote stays, so that the customer may try again, or the receipt is paid without it.
Step not_confirmed(Session session, Errc reason, const StepContext& context) {
    Json json = refused_reply(session, reason, context);
    return answered(std::move(session), std::move(json));
}

Step customer_confirmed(Session session) {
    Json json = reply("confirmation_requested", "confirmed");
    json.set("granted", session.quote->granted.count);
    return answered(std::move(session), std::move(json));
}

Step await_customer(Session session, const loyalty::Confirmation& begun, const StepContext& context) {
    using std::chrono::seconds;
    const auto left =
        std::chrono::duration_cast<seconds>(begun.expires - context.cloud_now.value_or(context.now));
    const auto& language = context.config->language;
    const bool pin = begun.by == loyalty::ConfirmBy::pin;
    Json json = reply("confirmation_requested", "waiting");
    json.set("by", pin ? "pin" : "code")
        .set("expires_in", std::clamp(left, seconds(0), seconds(3'600)).count());
    json.set("text", pin ? texts::ask_for_pin(language) : texts::ask_for_code(language));
    return answered(std::move(session), std::move(json));
}

}  // namespace

Points most_unconfirmed(const Session& session, Points wanted, const StepContext& context) {
    const auto free = free_points(session, context);
    return free ? std::min(wanted, *free) : wanted;
}

bool needs_confirmation(const Session& session, const Quote& quote, const StepContext& context) {
    if (!session.customer || session.redemption || quote.offline) return false;
    if (most_unconfirmed(session, quote.granted, context) == quote.granted) return false;
    const auto& confirmation = session.confirmation;
    const bool living = confirmation && confirmation->given &&
                        confirmation->expires > context.cloud_now.value_or(context.now);
    return !living || confirmation->points < quote.granted;
}

Step request_confirmation(Session session, const till::ConfirmationRequested& event,
                          const StepContext& context) {
    if (!session.quote || session.quote->id != event.quote) {
        Json json = error(session, Errc::invalid_value, "quote_id",
                          "the quote_id of the last discount that was offered", "");
        return answered(std::move(session), std::move(json));
    }
    if (!needs_confirmation(session, *session.quote, context)) return customer_confirmed(std::move(session));
    if (!context.online) return not_confirmed(std::move(session), Errc::unreachable, context);
    if (event.value.empty()) {
        const auto by = event.send_code ? std::optional(loyalty::ConfirmBy::code) : std::nullopt;
        loyalty::RequestConfirmation ask{identity_of(*session.customer), session.quote->granted, by};
        session.waiting = PendingQuestion::confirmation;
        return {std::move(session), {Ask{std::move(ask)}}};
    }
    if (!session.confirmation) return not_confirmed(std::move(session), Errc::confirmation_required, context);
    loyalty::GiveConfirmation ask{session.confirmation->id, event.value};
    session.waiting = PendingQuestion::confirmation;
    return {std::move(session), {Ask{std::move(ask)}}};
}

Step confirmation_answered(Session session, const Result<loyalty::Answer>& answer,
                           const StepContext& context) {
    if (!answer) return not_confirmed(std::move(session), answer.error().code, context);
    if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer.value())) {
        // What was given stays, whatever becomes of another one.
        const bool kept = session.confirmation && session.confirmation->given;
        if (!kept && refusal->code == Errc::confirmation_required) session.confirmation.reset();
        return not_confirmed(std::move(session), refusal->code, context);
    }
    const auto* confirmation = std::get_if<loyalty::Confirmation>(&answer.value());
    if (!confirmation) return not_confirmed(std::move(session), Errc::not_the_cloud, context);
    session.confirmation = *confirmation;
    if (!session.quote) return not_confirmed(std::move(session), Errc::confirmation_required, context);
    if (!confirmation->given) return await_customer(std::move(session), *confirmation, context);
    if (needs_confirmation(session, *session.quote, context))
        return not_confirmed(std::move(session), Errc::confirmation_required, context);
    return customer_confirmed(std::move(session));
}

Step refuse_unconfirmed(Session session, const StepContext& context) {
    Json json = refused_reply(session, Errc::confirmation_required, context);
    json.set("quote", granted_reply(session, *session.quote, false, context));
    return answered(std::move(session), std::move(json));
}

}  // namespace tillpoints::session
