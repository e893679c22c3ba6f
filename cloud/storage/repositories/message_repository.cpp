#include "cloud/storage/repositories/message_repository.hpp"

#include "cloud/storage/connection.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_MESSAGE                                                                                  \
    "SELECT id, created, reference, customer, address, channel, purpose, template, language, content, " \
    "state, tries, due, expires, changed, note FROM messages "

std::string text_of(const MessageValues& values) {
    Json json = Json::object();
    for (const auto& [name, value] : values) json.set(name, value);
    return dump(json);
}

MessageValues values_of(const std::string& text) {
    MessageValues values;
    const auto json = parse_json(text);
    if (!json || !json->members()) return values;
    for (const auto& [name, value] : *json->members())
        if (value.string()) values[name] = *value.string();
    return values;
}

std::optional<MessageRecord> message_in(Query& query) {
    if (!query.next()) return {};
    MessageRecord record;
    record.id = query.integer();
    record.created = query.time();
    record.reference = query.text();
    if (const auto customer = query.maybe_integer()) record.customer = ParticipantId{*customer};
    record.address = query.text();
    record.channel = static_cast<Channel>(query.integer());
    record.purpose = static_cast<MessagePurpose>(query.integer());
    record.template_name = query.text();
    record.language = static_cast<loyalty::Language>(query.integer());
    record.values = values_of(query.text());
    record.state = static_cast<MessageState>(query.integer());
    record.tries = query.integer();
    record.due = query.maybe_time();
    record.expires = query.maybe_time();
    record.changed = query.time();
    record.note = query.text();
    return record;
}

std::vector<MessageRecord> messages_in(Query& query) {
    std::vector<MessageRecord> rows;
    while (auto record = message_in(query)) rows.push_back(std::move(*record));
    return rows;
}

std::int64_t number_of(auto word) {
    return static_cast<std::int64_t>(word);
}

}  // namespace

bool MessageRepository::add(const MessageRecord& record) {
    auto query = connection_.query(
        "INSERT INTO messages (created, reference, customer, address, channel, purpose, template, language,"
        " content, state, tries, due, expires, changed, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?) ON CONFLICT DO NOTHING RETURNING id");
    query.bind(record.created)
        .bind(record.reference)
        .bind(record.customer ? std::optional(record.customer->value) : std::nullopt)
        .bind(record.address)
        .bind(number_of(record.channel))
        .bind(number_of(record.purpose))
        .bind(record.template_name)
        .bind(number_of(record.language))
        .bind(text_of(record.values))
        .bind(number_of(record.state))
        .bind(record.tries)
        .bind(record.due)
        .bind(record.expires)
        .bind(record.changed)
        .bind(record.note);
    return query.next();
}

std::optional<MessageRecord> MessageRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_MESSAGE "WHERE id = ?");
    query.bind(id);
    return message_in(query);
}

std::vector<MessageRecord> MessageRepository::due(Channel channel, Timestamp now, int max) {
    auto query = connection_.query(
        SELECT_MESSAGE "WHERE channel = ? AND due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?");
    query.bind(number_of(channel)).bind(now).bind(max);
    return messages_in(query);
}

std::vector<MessageRecord> MessageRepository::take_due(Channel channel, Timestamp now, int max) {
    auto query = connection_.query(
        SELECT_MESSAGE "WHERE channel = ? AND due IS NOT NULL AND due <= ? ORDER BY due, id LIMIT ?" +
        std::string(connection_.row_lock_or_skip()));
    query.bind(number_of(channel)).bind(now).bind(max);
    return messages_in(query);
}

void MessageRepository::update(const MessageRecord& record) {
    auto query = connection_.query(
        "UPDATE messages SET content = ?, state = ?, tries = ?, due = ?, changed = ?, note = ? WHERE id = ?");
    query.bind(text_of(record.values))
        .bind(number_of(record.state))
        .bind(record.tries)
        .bind(record.due)
        .bind(record.changed)
        .bind(record.note)
        .bind(record.id)
        .run();
}

std::vector<MessageRecord> MessageRepository::page(std::int64_t after, int max) {
    auto query = connection_.query(SELECT_MESSAGE "WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(after).bind(max);
    return messages_in(query);
}

std::vector<MessageRecord> MessageRepository::of_customer(ParticipantId customer, Channel channel, int max) {
    auto query =
        connection_.query(SELECT_MESSAGE "WHERE customer = ? AND channel = ? ORDER BY id DESC LIMIT ?");
    query.bind(customer.value).bind(number_of(channel)).bind(max);
    return messages_in(query);
}

std::int64_t MessageRepository::count_since(ParticipantId customer, MessagePurpose purpose, Timestamp since) {
    auto query = connection_.query(
        "SELECT count(*) FROM messages WHERE customer = ? AND purpose = ? AND created >= ? AND state <> ?");
    query.bind(customer.value).bind(number_of(purpose)).bind(since).bind(number_of(MessageState::dropped));
    query.next();
    return query.integer();
}

void MessageRepository::erase(ParticipantId customer, Timestamp now) {
    auto drop = connection_.query(
        "UPDATE messages SET state = ?, due = NULL, changed = ?, note = 'the customer left' WHERE customer = "
        "? AND state = ?");
    drop.bind(number_of(MessageState::dropped)).bind(now).bind(customer.value);
    drop.bind(number_of(MessageState::queued)).run();
    connection_.query("UPDATE messages SET content = '{}', address = '' WHERE customer = ?")
        .bind(customer.value)
        .run();
}

void MessageRepository::erase_to(const std::string& address, Timestamp now) {
    auto drop = connection_.query(
        "UPDATE messages SET state = ?, due = NULL, changed = ?, note = 'the customer left' WHERE customer IS"
        " NULL AND address = ? AND state = ?");
    drop.bind(number_of(MessageState::dropped)).bind(now).bind(address);
    drop.bind(number_of(MessageState::queued)).run();
    connection_
        .query("UPDATE messages SET content = '{}', address = '' WHERE customer IS NULL AND address = ?")
        .bind(address)
        .run();
}

std::optional<Timestamp> MessageRepository::mark(const std::string& name) {
    auto query = connection_.query("SELECT moment FROM message_marks WHERE name = ?");
    query.bind(name);
    return query.next() ? std::optional(query.time()) : std::nullopt;
}

void MessageRepository::set_mark(const std::string& name, Timestamp moment) {
    connection_
        .query(
            "INSERT INTO message_marks (name, moment) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET moment ="
            " excluded.moment")
        .bind(name)
        .bind(moment)
        .run();
}

std::vector<PurchaseToRate> MessageRepository::purchases_to_rate(Timestamp after, Timestamp until, int max) {
    auto query = connection_.query(
        "SELECT o.id, o.customer, o.created, h.language FROM operations o JOIN card_holders h ON h.customer ="
        " o.customer WHERE o.created > ? AND o.created <= ? AND o.origin IS NULL AND o.state = 0"
        " ORDER BY o.created, o.id LIMIT ?");
    query.bind(after).bind(until).bind(max);
    std::vector<PurchaseToRate> out;
    while (query.next()) {
        PurchaseToRate purchase;
        purchase.purchase = {query.integer()};
        purchase.customer = {query.integer()};
        purchase.created = query.time();
        purchase.language = static_cast<loyalty::Language>(query.integer());
        out.push_back(purchase);
    }
    return out;
}

}  // namespace tillpoints::cloud
