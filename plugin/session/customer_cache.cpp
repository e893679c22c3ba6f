#include <algorithm>

#include "plugin/session/parts.hpp"

/// Keeps what the cloud told of customers for the time without network.
namespace tillpoints::session {
namespace {

void add_once(std::vector<std::string>& keys, std::string key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

std::optional<Percent> most_of_receipt(const loyalty::Participant& participant, const StepContext& context) {
    if (participant.tier && participant.tier->max_scores_discount)
        return participant.tier->max_scores_discount;
    return context.settings ? context.settings->program.max_scores_discount : std::nullopt;
}

}  // namespace

bool is_permanent(till::PresentedBy by) {
    return by == till::PresentedBy::phone || by == till::PresentedBy::card;
}

void cache_customer(const Session& session, const loyalty::Customer& found, const StepContext& context,
                    std::vector<Action>& actions) {
    if (!context.limits_state || context.config->offline.memory.customers == 0) return;
    const Customer& customer = *session.customer;
    std::vector<std::string> keys;
    if (is_permanent(customer.by)) add_once(keys, context.keyed_hash(customer.value));
    if (const auto phone = found.phone ? Phone::from_e164(*found.phone) : std::nullopt)
        add_once(keys, context.keyed_hash(phone->e164()));
    limits::Changes changes;
    for (auto& key : keys)
        changes.cached.push_back({std::move(key), customer.uid, customer.tier, customer.points,
                                  customer.cashback_rate, most_of_receipt(found.participant, context),
                                  context.limits_now});
    if (!changes.empty()) actions.push_back(UpdateLimits{std::move(changes)});
}

const limits::Snapshot* cached_snapshot(const Customer& customer, const StepContext& context) {
    if (!context.limits_state || !is_permanent(customer.by)) return nullptr;
    return context.limits_state->customers().find(context.keyed_hash(customer.value));
}

void fill_from_cache(Customer& customer, const StepContext& context) {
    const auto* cached = cached_snapshot(customer, context);
    if (!cached) return;
    customer.uid = cached->uid;
    customer.tier = cached->tier;
    customer.points = cached->balance;
    customer.cashback_rate = cached->cashback_rate;
    customer.as_of = cached->as_of;
}

bool balance_may_be_shown(const Customer& customer, const StepContext& context) {
    return customer.as_of &&
           context.limits_now - *customer.as_of <= context.config->offline.memory.show_balance;
}

}  // namespace tillpoints::session
