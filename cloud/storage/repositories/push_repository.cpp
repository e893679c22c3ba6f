#include "cloud/storage/repositories/push_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_SUBSCRIPTION                                                                     \
    "SELECT id, customer, endpoint, public_key, secret, created FROM push_subscriptions WHERE " \
    "customer = ? ORDER BY id DESC"

std::optional<PushSubscription> subscription_in(Query& query) {
    if (!query.next()) return {};
    PushSubscription out;
    out.id = query.integer();
    out.customer = {query.integer()};
    out.endpoint = query.text();
    out.public_key = query.text();
    out.secret = query.text();
    out.created = query.time();
    return out;
}

}  // namespace

void PushRepository::add(const PushSubscription& subscription, int most) {
    connection_.query("DELETE FROM push_subscriptions WHERE endpoint = ?").bind(subscription.endpoint).run();
    connection_
        .query(
            "INSERT INTO push_subscriptions (customer, endpoint, public_key, secret, created) VALUES (?, ?, "
            "?,"
            " ?, ?)")
        .bind(subscription.customer.value)
        .bind(subscription.endpoint)
        .bind(subscription.public_key)
        .bind(subscription.secret)
        .bind(subscription.created)
        .run();
    connection_
        .query(
            "DELETE FROM push_subscriptions WHERE customer = ? AND id NOT IN (SELECT id FROM"
            " push_subscriptions WHERE customer = ? ORDER BY id DESC LIMIT ?)")
        .bind(subscription.customer.value)
        .bind(subscription.customer.value)
        .bind(most)
        .run();
}

std::optional<PushSubscription> PushRepository::newest_of(ParticipantId customer) {
    auto query = connection_.query(SELECT_SUBSCRIPTION " LIMIT 1");
    return subscription_in(query.bind(customer.value));
}

std::vector<PushSubscription> PushRepository::of_customer(ParticipantId customer) {
    auto query = connection_.query(SELECT_SUBSCRIPTION);
    query.bind(customer.value);
    std::vector<PushSubscription> out;
    while (auto each = subscription_in(query)) out.push_back(std::move(*each));
    return out;
}

void PushRepository::remove(std::int64_t id) {
    connection_.query("DELETE FROM push_subscriptions WHERE id = ?").bind(id).run();
}

void PushRepository::remove_endpoint(ParticipantId customer, const std::string& endpoint) {
    connection_.query("DELETE FROM push_subscriptions WHERE customer = ? AND endpoint = ?")
        .bind(customer.value)
        .bind(endpoint)
        .run();
}

void PushRepository::remove_of_customer(ParticipantId customer) {
    connection_.query("DELETE FROM push_subscriptions WHERE customer = ?").bind(customer.value).run();
}

}  // namespace tillpoints::cloud
