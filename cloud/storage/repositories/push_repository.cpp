#include "cloud/storage/repositories/push_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

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
    auto query = connection_.query(
        "SELECT id, endpoint, public_key, secret, created FROM push_subscriptions WHERE customer = ?"
        " ORDER BY id DESC LIMIT 1");
    if (!query.bind(customer.value).next()) return {};
    PushSubscription out;
    out.id = query.integer();
    out.customer = customer;
    out.endpoint = query.text();
    out.public_key = query.text();
    out.secret = query.text();
    out.created = query.time();
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
