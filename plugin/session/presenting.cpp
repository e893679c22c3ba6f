#include <algorithm>
#include <utility>

#include "plugin/session/parts.hpp"
#include "plugin/texts/texts.hpp"

namespace tillpoints::session {
namespace {

using loyalty::Found;
using loyalty::Refusal;
using till::PresentedBy;

Step rejected(Session session, Errc reason, const StepContext& context) {
    retract_quote(session);
    session.customer.reset();
    session.confirmation.reset();
    session.limit.reset();
    Json json = reply(session.event, "rejected");
    json.set("reason", name_of(reason)).set("text", texts::refusal(context.config->language, reason));
    return answered(std::move(session), std::move(json));
}

/// The customer's award limit is reached: the receipt goes on without the customer.
Step rejected_by_limit(Session session, const StepContext& context) {
    constexpr auto reason = limits::Reason::award_limit;
    retract_quote(session);
    session.customer.reset();
    session.limit.reset();
    Json json = reply(session.event, "rejected");
    json.set("reason", limits::name_of(reason))
        .set("text", texts::limit_refusal(context.config->language, reason));
    Action count = counted_refusal(session, reason);
    return answered(std::move(session), {std::move(count)}, std::move(json));
}

/// The presented customer replaces the current one. This happens only after the cloud has answered: if the
/// power fails during the question, the stored session still names the customer who was told of an award.
void accept_presented(Session& session) {
    retract_quote(session);
    const auto& before = session.customer;
    const bool same =
        before && before->by == session.presenting->by && before->value == session.presenting->value;
    if (!same) session.confirmation.reset();
    session.customer = std::exchange(session.presenting, std::nullopt);
    session.limit.reset();
}

/// Adds the cached balance and its time to the reply, if it is recent enough.
void add_cached_balance(Json& json, const Customer& customer, const StepContext& context) {
    if (!balance_may_be_shown(customer, context)) return;
    json.set("customer", Json::object({{"tier", customer.tier},
                                       {"points", customer.points.count},
                                       {"as_of", to_text(*customer.as_of)}}));
}

/// `reason` is why a question brought no answer, if one was asked.
Step offline(Session session, const StepContext& context, std::optional<Errc> reason = {}) {
    session.customer->status = CustomerStatus::offline;
    fill_from_cache(*session.customer, context);
    const bool award = will_award(session, context);
    if (award && award_limit_reached(session, context)) return rejected_by_limit(std::move(session), context);
    Json json = reply(session.event, "offline");
    json.set("will_award", award);
    if (award) {
        add_cached_balance(json, *session.customer, context);
        json.set("text", may_redeem_offline(session, context)
                             ? texts::may_redeem_offline_now(context.config->language)
                             : texts::offline_will_award(context.config->language));
    } else {
        // The link is up, so that it has no trouble to tell of.
        const bool limited = reason == Errc::too_many_requests;
        json.set("text", limited ? texts::refusal(context.config->language, *reason) : offline_text(context));
    }
    // A code expires within the hour, so it cannot identify the customer once the cloud is back.
    if (!award) session.customer.reset();
    return answered(std::move(session), std::move(json));
}

Step unregistered(Session session, const StepContext& context) {
    session.customer->status = CustomerStatus::unregistered;
    if (!will_award(session, context)) return rejected(std::move(session), Errc::not_found, context);
    if (award_limit_reached(session, context)) return rejected_by_limit(std::move(session), context);
    const auto masked = Phone::from_e164(session.customer->value)->masked();
    Json json = reply(session.event, "unregistered");
    json.set("will_award", true).set("read_back", masked);
    json.set("text", texts::unregistered_read_back(context.config->language, masked));
    return answered(std::move(session), std::move(json));
}

/// `limited`: the cloud has said how many points these goods may take. The maximum is what a request for it
/// would be granted, so that the cashier is shown no sum that the prices cannot express.
Json customer_reply(const Session& session, bool limited, const StepContext& context) {
    const Customer& customer = *session.customer;
    Json json =
        Json::object({{"name", customer.name}, {"tier", customer.tier}, {"points", customer.points.count}});
    if (!limited) return json.set("max_points", nullptr).set("cashback", nullptr);
    const Quote most = quote_for(session, {till::RequestedPoints::Kind::max, {}}, context);
    json.set("max_points", most.granted.count);
    return json.set("cashback", expected_cashback(customer, most.sent_total, most.skip_total).count);
}

}  // namespace

loyalty::Identity identity_of(const Customer& customer) {
    if (customer.by == PresentedBy::phone) return loyalty::ByPhone{*Phone::from_e164(customer.value)};
    return loyalty::ByCode{customer.value};
}

bool will_award(const Session& session, const StepContext& context) {
    if (!session.customer || session.kind != till::ReceiptKind::sale) return false;
    if (session.customer->uid) return true;
    if (session.customer->by != PresentedBy::phone)
        return session.customer->status == CustomerStatus::found && !session.customer->code_spent;
    return !context.settings || context.settings->purchase_by_phone;
}

Step present(Session session, const till::CustomerPresented& event, const StepContext& context) {
    if (session.kind != till::ReceiptKind::sale)
        return rejected(std::move(session), Errc::unsupported, context);
    if (session.redemption) {
        Json json = error(session, Errc::out_of_order, "event", "payment_abandoned first",
                          "a redemption in progress");
        return answered(std::move(session), std::move(json));
    }
    Customer customer;
    customer.by = event.by;
    customer.value = event.value;
    if (event.by == PresentedBy::phone) {
        const auto phone = Phone::parse(event.value);
        if (!phone) {
            Json json = error(session, Errc::invalid_value, "value",
                              "a telephone number that a customer can have, such as +7 900 123-45-67",
                              Phone::read_as(event.value));
            return answered(std::move(session), std::move(json));
        }
        customer.value = phone->e164();
        if (context.settings && !context.settings->purchase_by_phone)
            return rejected(std::move(session), Errc::purchase_by_phone_disabled, context);
    }
    session.presenting = std::move(customer);
    session.voucher_question.reset();
    if (!event.positions.empty() && !same_cart(session.cart, event.positions)) {
        session.cart = event.positions;
        session.limit.reset();
        session.voucher_sum.reset();
        retract_quote(session);
    }
    if (!context.online) {
        accept_presented(session);
        return offline(std::move(session), context);
    }
    loyalty::FindCustomer find{identity_of(*session.presenting), false, {}, {}, {}};
    if (!session.cart.empty()) {
        const auto receipt = pricing::assess(session.cart, context.config->rules);
        find.total = receipt.sent_total;
        find.skip_loyalty_total = receipt.skip_total;
        find.unredeemable_total = receipt.unredeemable_total;
    }
    session.waiting = PendingQuestion::find;
    return {std::move(session), {Ask{std::move(find)}}};
}

Step presented(Session session, const Result<loyalty::Answer>& answer, const StepContext& context) {
    accept_presented(session);
    if (!answer) return offline(std::move(session), context, answer.error().code);
    if (const auto* refusal = std::get_if<Refusal>(&answer.value())) {
        const bool unknown_phone =
            refusal->code == Errc::not_found && session.customer->by == PresentedBy::phone;
        if (unknown_phone) return unregistered(std::move(session), context);
        return rejected(std::move(session), refusal->code, context);
    }
    const auto* found = std::get_if<Found>(&answer.value());
    if (!found) return offline(std::move(session), context);
    Customer& customer = *session.customer;
    const auto& participant = found->user.participant;
    customer.status = CustomerStatus::found;
    customer.name = found->user.display_name;
    customer.uid = found->user.uid;
    customer.points = participant.points;
    customer.cashback_rate = participant.cashback_rate;
    if (participant.tier) customer.tier = participant.tier->name;
    customer.confirm_above = found->confirm_above;
    std::vector<Action> actions;
    cache_customer(session, found->user, context, actions);
    if (award_limit_reached(session, context)) {
        Step step = rejected_by_limit(std::move(session), context);
        step.actions.insert(step.actions.begin(), actions.begin(), actions.end());
        return step;
    }
    const bool limited = found->purchase && !session.cart.empty();
    if (limited) session.limit = limit_of(*found->purchase);
    Json json = reply(session.event, "customer");
    json.set("customer", customer_reply(session, limited, context));
    return answered(std::move(session), std::move(actions), std::move(json));
}

Step remove_customer(Session session) {
    std::vector<Action> actions;
    withdraw_redemption(session, actions);
    retract_quote(session);
    session.customer.reset();
    session.confirmation.reset();
    session.limit.reset();
    return answered(std::move(session), std::move(actions), reply("customer_removed", "ok"));
}

}  // namespace tillpoints::session
