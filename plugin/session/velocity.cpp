#include <algorithm>

#include "plugin/session/parts.hpp"

/// How often customers are awarded and cashiers redeem.
namespace tillpoints::session {
namespace {

/// The identity presented and the customer's uid each have a counter, so that a customer cannot exceed the
/// limit by presenting now the phone and then the card.
std::vector<std::string> award_keys(const Customer& customer, const StepContext& context) {
    std::vector<std::string> keys;
    if (is_permanent(customer.by)) keys.push_back(context.keyed_hash(customer.value));
    if (customer.uid) keys.push_back(context.keyed_hash(customer.uid->text));
    if (keys.size() == 2 && keys[0] == keys[1]) keys.pop_back();
    return keys;
}

}  // namespace

bool award_limit_reached(Session& session, const StepContext& context) {
    const std::int64_t most = context.config->limits.awards_per_customer_day;
    if (!context.limits_state || most == 0) return false;
    session.customer->keys = award_keys(*session.customer, context);
    std::int64_t awards = 0;
    for (const auto& key : session.customer->keys)
        awards = std::max(awards,
                          context.limits_state->counters().count(limits::awards_of(key), context.limits_now));
    return awards + context.open_elsewhere(session.customer->keys) >= most;
}

bool cashier_limit_reached(const Session& session, const StepContext& context) {
    const std::int64_t most = context.config->limits.redemptions_per_cashier_hour;
    if (!context.limits_state || most == 0) return false;
    return context.limits_state->counters().count(limits::redemptions_of(session.cashier.id),
                                                  context.limits_now) >= most;
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
