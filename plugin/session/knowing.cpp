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
std::vector<std::string> award_keys(const Customer& customer, const Surroundings& around) {
    std::vector<std::string> keys;
    if (lasts(customer.by)) add_once(keys, around.keyed_hash(customer.value));
    if (customer.uid) add_once(keys, around.keyed_hash(customer.uid->text));
    return keys;
}

std::optional<Percent> most_of_receipt(const loyalty::Participant& participant, const Surroundings& around) {
    if (participant.tier && participant.tier->max_scores_discount) return participant.tier->max_scores_discount;
    return around.settings ? around.settings->program.max_scores_discount : std::nullopt;
}

}  // namespace

void learn(const Session& session, const loyalty::Customer& found, const Surroundings& around,
           std::vector<Action>& actions) {
    if (!around.book || around.config->offline.memory.customers == 0) return;
    const Customer& customer = *session.customer;
    std::vector<std::string> keys;
    if (lasts(customer.by)) add_once(keys, around.keyed_hash(customer.value));
    if (const auto phone = found.phone ? Phone::parse(*found.phone) : std::nullopt)
        add_once(keys, around.keyed_hash(phone->e164()));
    limits::Changes changes;
    for (auto& key : keys)
        changes.learned.push_back({std::move(key), customer.uid, customer.tier, customer.points, customer.cashback_rate,
                                   most_of_receipt(found.participant, around), around.limits_now});
    if (!changes.empty()) actions.push_back(Enter{std::move(changes)});
}

const limits::Snapshot* remembered(const Customer& customer, const Surroundings& around) {
    if (!around.book || !lasts(customer.by)) return nullptr;
    return around.book->find(around.keyed_hash(customer.value));
}

void recall(Customer& customer, const Surroundings& around) {
    const auto* known = remembered(customer, around);
    if (!known) return;
    customer.uid = known->uid;
    customer.tier = known->tier;
    customer.points = known->balance;
    customer.cashback_rate = known->cashback_rate;
    customer.as_of = known->as_of;
}

bool worth_showing(const Customer& customer, const Surroundings& around) {
    return customer.as_of && around.limits_now - *customer.as_of <= around.config->offline.memory.show_balance;
}

bool awarded_enough(Session& session, const Surroundings& around) {
    const std::int64_t most = around.config->limits.awards_per_customer_day;
    if (!around.book || most == 0) return false;
    session.customer->keys = award_keys(*session.customer, around);
    std::int64_t awards = 0;
    for (const auto& key : session.customer->keys)
        awards = std::max(awards, around.book->count(limits::awards_of(key), around.limits_now));
    return awards + around.open_elsewhere(session.customer->keys) >= most;
}

bool cashier_redeemed_enough(const Session& session, const Surroundings& around) {
    const std::int64_t most = around.config->limits.redemptions_per_cashier_hour;
    if (!around.book || most == 0) return false;
    return around.book->count(limits::redemptions_of(session.cashier.id), around.limits_now) >= most;
}

void count_award(const Session& session, const Surroundings& around, std::vector<Action>& actions) {
    if (!around.book || around.config->limits.awards_per_customer_day == 0 || !session.customer) return;
    limits::Changes changes;
    for (const auto& key : session.customer->keys) changes.counted.push_back(limits::awards_of(key));
    if (!changes.empty()) actions.push_back(Enter{std::move(changes)});
}

void count_redemption(const Session& session, const Surroundings& around, limits::Changes& changes) {
    if (around.book && around.config->limits.redemptions_per_cashier_hour > 0)
        changes.counted.push_back(limits::redemptions_of(session.cashier.id));
}

}  // namespace tillpoints::session
