#include "cloud/storage/repositories/webhook_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_WEBHOOK "SELECT id, created, kind, request_id, body, tries, due FROM webhooks "

std::vector<WebhookRecord> webhook_rows(Query& query) {
    std::vector<WebhookRecord> rows;
    while (query.next()) {
        WebhookRecord record;
        record.id = query.integer();
        record.created = query.time();
        record.kind = static_cast<WebhookKind>(query.integer());
        record.request_id = query.text();
        record.body = query.text();
        record.tries = query.integer();
        record.due = query.maybe_time();
        rows.push_back(std::move(record));
    }
    return rows;
}

}  // namespace

void WebhookRepository::add(const WebhookRecord& record) {
    auto query = connection_.query(
        "INSERT INTO webhooks (created, kind, request_id, body, tries, due) VALUES (?, ?, ?, ?, ?, ?)");
    query.bind(record.created)
        .bind(static_cast<std::int64_t>(record.kind))
        .bind(record.request_id)
        .bind(record.body)
        .bind(record.tries)
        .bind(record.due)
        .run();
}

std::vector<WebhookRecord> WebhookRepository::due(Timestamp now, int max) {
    auto query =
        connection_.query(SELECT_WEBHOOK "WHERE due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?");
    query.bind(now).bind(max);
    return webhook_rows(query);
}

std::vector<WebhookRecord> WebhookRepository::take_due(Timestamp now, int max) {
    auto query =
        connection_.query(SELECT_WEBHOOK "WHERE due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?" +
                          std::string(connection_.row_lock_or_skip()));
    query.bind(now).bind(max);
    return webhook_rows(query);
}

std::vector<WebhookRecord> WebhookRepository::page(std::int64_t after, int max) {
    auto query = connection_.query(SELECT_WEBHOOK "WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(after).bind(max);
    return webhook_rows(query);
}

void WebhookRepository::postpone(std::int64_t id, std::int64_t tries, std::optional<Timestamp> due) {
    auto query = connection_.query("UPDATE webhooks SET tries = ?, due = ? WHERE id = ?");
    query.bind(tries).bind(due).bind(id).run();
}

void WebhookRepository::remove(std::int64_t id) {
    connection_.query("DELETE FROM webhooks WHERE id = ?").bind(id).run();
}

}  // namespace tillpoints::cloud
