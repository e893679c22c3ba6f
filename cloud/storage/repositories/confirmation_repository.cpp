#include "cloud/storage/repositories/confirmation_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

void ConfirmationRepository::add(const ConfirmationRecord& record) {
    auto query = connection_.query(
        "INSERT INTO redemption_confirmations (id, customer, points, means, hash, tries, created, expires,"
        " given, used_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(record.id)
        .bind(record.customer.value)
        .bind(record.points.count)
        .bind(static_cast<std::int64_t>(record.by))
        .bind(record.hash)
        .bind(record.tries)
        .bind(record.created)
        .bind(record.expires)
        .bind(record.given ? 1 : 0)
        .bind(record.used_by ? std::optional(record.used_by->value) : std::nullopt)
        .run();
}

std::optional<ConfirmationRecord> ConfirmationRepository::find(const std::string& id) {
    auto query = connection_.query(
        "SELECT id, customer, points, means, hash, tries, created, expires, given, used_by FROM"
        " redemption_confirmations WHERE id = ?");
    if (!query.bind(id).next()) return {};
    ConfirmationRecord record;
    record.id = query.text();
    record.customer = {query.integer()};
    record.points = Points(query.integer());
    record.by = static_cast<loyalty::ConfirmBy>(query.integer());
    record.hash = query.text();
    record.tries = query.integer();
    record.created = query.time();
    record.expires = query.time();
    record.given = query.integer() != 0;
    if (const auto purchase = query.maybe_integer()) record.used_by = OperationId{*purchase};
    return record;
}

void ConfirmationRepository::count_try(const std::string& id) {
    connection_.query("UPDATE redemption_confirmations SET tries = tries + 1 WHERE id = ?").bind(id).run();
}

void ConfirmationRepository::give(const std::string& id, Timestamp expires) {
    connection_.query("UPDATE redemption_confirmations SET given = 1, expires = ? WHERE id = ?")
        .bind(expires)
        .bind(id)
        .run();
}

bool ConfirmationRepository::use(const std::string& id, OperationId purchase) {
    auto query = connection_.query(
        "UPDATE redemption_confirmations SET used_by = ? WHERE id = ? AND used_by IS NULL RETURNING id");
    return query.bind(purchase.value).bind(id).next();
}

int ConfirmationRepository::forget(Timestamp expired_by, int most) {
    auto query = connection_.query(
        "DELETE FROM redemption_confirmations WHERE id IN (SELECT id FROM redemption_confirmations WHERE"
        " expires <= ? ORDER BY expires LIMIT ?) RETURNING id");
    query.bind(expired_by).bind(most);
    int forgotten = 0;
    while (query.next()) ++forgotten;
    return forgotten;
}

std::optional<PinRecord> ConfirmationRepository::pin_of(ParticipantId customer) {
    auto query = connection_.query("SELECT customer, hash, changed FROM customer_pins WHERE customer = ?");
    if (!query.bind(customer.value).next()) return {};
    PinRecord record;
    record.customer = {query.integer()};
    record.hash = query.text();
    record.changed = query.time();
    return record;
}

void ConfirmationRepository::set_pin(const PinRecord& record) {
    connection_
        .query(
            "INSERT INTO customer_pins (customer, hash, changed) VALUES (?, ?, ?) ON CONFLICT (customer) DO"
            " UPDATE SET hash = excluded.hash, changed = excluded.changed")
        .bind(record.customer.value)
        .bind(record.hash)
        .bind(record.changed)
        .run();
}

void ConfirmationRepository::remove_pin(ParticipantId customer) {
    connection_.query("DELETE FROM customer_pins WHERE customer = ?").bind(customer.value).run();
}

void ConfirmationRepository::remove_of_customer(ParticipantId customer) {
    remove_pin(customer);
    connection_.query("DELETE FROM redemption_confirmations WHERE customer = ?").bind(customer.value).run();
}

}  // namespace tillpoints::cloud
