#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

#define TILLPOINTS_WEBHOOK "SELECT id, created, kind, request_id, body, tries, due FROM webhooks "

std::vector<WebhookRecord> webhook_rows(Query& query) {
    std::vector<WebhookRecord> rows;
    while (query.next()) {
        WebhookRecord record;
        record.id = query.integer();
        record.created = time_of(query.integer());
        record.kind = static_cast<WebhookKind>(query.integer());
        record.request_id = query.text();
        record.body = query.text();
        record.tries = query.integer();
        if (const auto due = query.maybe_integer()) record.due = time_of(*due);
        rows.push_back(std::move(record));
    }
    return rows;
}

std::optional<std::int64_t> maybe_milliseconds(const std::optional<Timestamp>& time) {
    return time ? std::optional(milliseconds_of(*time)) : std::nullopt;
}

}  // namespace

void SqlTransaction::add_webhook(const WebhookRecord& record) {
    auto query = connection_.query(
        "INSERT INTO webhooks (created, kind, request_id, body, tries, due) VALUES (?, ?, ?, ?, ?, ?)");
    query.bind(milliseconds_of(record.created))
        .bind(static_cast<std::int64_t>(record.kind))
        .bind(record.request_id)
        .bind(record.body)
        .bind(record.tries)
        .bind(maybe_milliseconds(record.due))
        .run();
}

std::vector<WebhookRecord> SqlTransaction::webhooks_due(Timestamp now, int max) {
    auto query =
        connection_.query(TILLPOINTS_WEBHOOK "WHERE due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?");
    query.bind(milliseconds_of(now)).bind(max);
    return webhook_rows(query);
}

std::vector<WebhookRecord> SqlTransaction::webhooks(std::int64_t after, int max) {
    auto query = connection_.query(TILLPOINTS_WEBHOOK "WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(after).bind(max);
    return webhook_rows(query);
}

void SqlTransaction::postpone_webhook(std::int64_t id, std::int64_t tries, std::optional<Timestamp> due) {
    auto query = connection_.query("UPDATE webhooks SET tries = ?, due = ? WHERE id = ?");
    query.bind(tries).bind(maybe_milliseconds(due)).bind(id).run();
}

void SqlTransaction::remove_webhook(std::int64_t id) {
    connection_.query("DELETE FROM webhooks WHERE id = ?").bind(id).run();
}

}  // namespace tillpoints::cloud
