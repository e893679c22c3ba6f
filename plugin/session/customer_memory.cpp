#include <algorithm>

#include "plugin/session/parts.hpp"

/// What is remembered of customers for the time without network, and how often they and cashiers come.
namespace tillpoints::session {
namespace {

using till::PresentedBy;

/// A phone or a card lasts; a code dies within the hour.
bool lasts(PresentedBy by) {
    return by == PresentedBy::phone || by == PresentedBy::card;
}

void add_once(std::vector<std::string>& keys, std::string key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

/// Both by what was presented and by whom the cloud knows, so that one cannot stand in for the other.
std::vector<std::string> award_keys(const Customer& customer, const StepContext& context) {
    std::vector<std::string> keys;
    if (lasts(customer.by)) add_once(keys, context.keyed_hash(customer.value));
    if (customer.uid) add_once(keys, context.keyed_hash(customer.uid->text));
    return keys;
}

std::optional<Percent> most_of_receipt(const loyalty::Participant& participant, const StepContext& context) {
    if (participant.tier && participant.tier->max_scores_discount)
        return participant.tier->max_scores_discount;
    return context.settings ? context.settings->program.max_scores_discount : std::nullopt;
}

}  // namespace

void learn(const Session& session, const loyalty::Customer& found, const StepContext& context,
           std::vector<Action>& actions) {
    if (!context.limits_state || context.config->offline.memory.customers == 0) return;
    const Customer& customer = *session.customer;
    std::vector<std::string> keys;
    if (lasts(customer.by)) add_once(keys, context.keyed_hash(customer.value));
    if (const auto phone = found.phone ? Phone::parse(*found.phone) : std::nullopt)
        add_once(keys, context.keyed_hash(phone->e164()));
    limits::Changes changes;
    for (auto& key : keys)
        changes.learned.push_back({std::move(key), customer.uid, customer.tier, customer.points,
                                   customer.cashback_rate, most_of_receipt(found.participant, context),
                                   context.limits_now});
    if (!changes.empty()) actions.push_back(UpdateLimits{std::move(changes)});
}

const limits::Snapshot* remembered(const Customer& customer, const StepContext& context) {
    if (!context.limits_state || !lasts(customer.by)) return nullptr;
    return context.limits_state->find(context.keyed_hash(customer.value));
}

void recall(Customer& customer, const StepContext& context) {
    const auto* known = remembered(customer, context);
    if (!known) return;
    customer.uid = known->uid;
    customer.tier = known->tier;
    customer.points = known->balance;
    customer.cashback_rate = known->cashback_rate;
    customer.as_of = known->as_of;
}

bool worth_showing(const Customer& customer, const StepContext& context) {
    return customer.as_of &&
           context.limits_now - *customer.as_of <= context.config->offline.memory.show_balance;
}

bool awarded_enough(Session& session, const StepContext& context) {
    const std::int64_t most = context.config->limits.awards_per_customer_day;
    if (!context.limits_state || most == 0) return false;
    session.customer->keys = award_keys(*session.customer, context);
    std::int64_t awards = 0;
    for (const auto& key : session.customer->keys)
        awards = std::max(awards, context.limits_state->count(limits::awards_of(key), context.limits_now));
    return awards + context.open_elsewhere(session.customer->keys) >= most;
}

bool cashier_redeemed_enough(const Session& session, const StepContext& context) {
    const std::int64_t most = context.config->limits.redemptions_per_cashier_hour;
    if (!context.limits_state || most == 0) return false;
    return context.limits_state->count(limits::redemptions_of(session.cashier.id), context.limits_now) >=
           most;
}

void count_award(const Session& session, const StepContext& context, std::vector<Action>& actions) {
    if (!context.limits_state || context.config->limits.awards_per_customer_day == 0 || !session.customer)
        return;
    limits::Changes changes;
    for (const auto& key : session.customer->keys) changes.counted.push_back(limits::awards_of(key));
    if (!changes.empty()) actions.push_back(UpdateLimits{std::move(changes)});
}

void count_redemption(const Session& session, const StepContext& context, limits::Changes& changes) {
    if (context.limits_state && context.config->limits.redemptions_per_cashier_hour > 0)
        changes.counted.push_back(limits::redemptions_of(session.cashier.id));
}

}  // namespace tillpoints::session
