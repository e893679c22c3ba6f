#include "cloud/storage/repositories/identifier_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<CardRecord> card_in(Query& query) {
    if (!query.next()) return {};
    CardRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.kind = static_cast<CardKind>(query.integer());
    record.blocked = query.integer() != 0;
    return record;
}

}  // namespace

bool IdentifierRepository::add_code(const CodeRecord& record, Timestamp now) {
    auto query = connection_.query(
        "INSERT INTO codes (code, customer, expires, used, order_id) VALUES (?, ?, ?, 0, ?) ON CONFLICT "
        "(code) DO"
        " UPDATE SET customer = excluded.customer, expires = excluded.expires, used = 0,"
        " order_id = excluded.order_id"
        " WHERE codes.used = 1 OR codes.expires <= ? RETURNING code");
    query.bind(record.code).bind(record.customer.value).bind(record.expires);
    return query.bind(record.order).bind(now).next();
}

std::optional<CodeRecord> IdentifierRepository::find_code(const std::string& text) {
    auto query =
        connection_.query("SELECT code, customer, expires, used, order_id FROM codes WHERE code = ?");
    if (!query.bind(text).next()) return {};
    CodeRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.expires = query.time();
    record.used = query.integer() != 0;
    record.order = query.maybe_integer();
    return record;
}

void IdentifierRepository::use_code(const std::string& text) {
    connection_.query("UPDATE codes SET used = 1 WHERE code = ?").bind(text).run();
}

bool IdentifierRepository::add_card(const CardRecord& card) {
    auto query = connection_.query(
        "INSERT INTO cards (code, customer, kind, blocked) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING "
        "RETURNING"
        " code");
    query.bind(card.code).bind(card.customer.value).bind(static_cast<std::int64_t>(card.kind));
    return query.bind(card.blocked ? 1 : 0).next();
}

std::optional<CardRecord> IdentifierRepository::find_card(const std::string& code) {
    auto query = connection_.query("SELECT code, customer, kind, blocked FROM cards WHERE code = ?");
    query.bind(code);
    return card_in(query);
}

std::vector<CardRecord> IdentifierRepository::cards_of(ParticipantId customer) {
    auto query =
        connection_.query("SELECT code, customer, kind, blocked FROM cards WHERE customer = ? ORDER BY code");
    query.bind(customer.value);
    std::vector<CardRecord> out;
    while (auto record = card_in(query)) out.push_back(std::move(*record));
    return out;
}

void IdentifierRepository::block_card(const std::string& code, bool blocked) {
    connection_.query("UPDATE cards SET blocked = ? WHERE code = ?").bind(blocked ? 1 : 0).bind(code).run();
}

}  // namespace tillpoints::cloud
