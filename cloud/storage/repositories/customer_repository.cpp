#include "cloud/storage/repositories/customer_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_CUSTOMER                                                                                     \
    "SELECT id, uid, name, phone, birth_date, inviter, created, source, imported, blocked, " TOTALS_COLUMNS \
    " FROM customers "

/// Its totals are learned where they are likely to be asked for.
std::optional<CustomerRecord> customer_in(Query& query, RunningTotals* totals = nullptr,
                                          bool locked = false) {
    if (!query.next()) return {};
    CustomerRecord record;
    record.id = {query.integer()};
    if (auto uid = query.maybe_text()) record.uid = CustomerUid(std::move(*uid));
    record.name = query.text();
    if (const auto phone = query.maybe_text()) record.phone = Phone::from_e164(*phone);
    record.birth_date = query.maybe_text();
    if (const auto inviter = query.maybe_integer()) record.inviter = ParticipantId{*inviter};
    record.created = query.time();
    record.source = query.maybe_text();
    record.imported = query.integer() != 0;
    record.blocked = query.integer() != 0;
    if (totals) totals->learn(record, read_totals(query), locked);
    return record;
}

std::string locking(const Connection& connection, const char* select) {
    return select + std::string(connection.row_lock());
}

void bind_customer(Query& query, const CustomerRecord& record) {
    query.bind(record.uid ? std::optional(record.uid->text) : std::nullopt)
        .bind(record.name)
        .bind(record.phone ? std::optional(record.phone->e164()) : std::nullopt)
        .bind(record.birth_date)
        .bind(record.inviter ? std::optional(record.inviter->value) : std::nullopt)
        .bind(record.created)
        .bind(record.source)
        .bind(record.imported ? 1 : 0)
        .bind(record.blocked ? 1 : 0);
}

}  // namespace

std::optional<CustomerRecord> CustomerRepository::find(ParticipantId id) {
    if (const auto* kept = totals_.kept(id)) return *kept;
    auto query = connection_.query(SELECT_CUSTOMER "WHERE id = ?");
    query.bind(id.value);
    return customer_in(query, &totals_);
}

std::optional<CustomerRecord> CustomerRepository::find_by_uid(const CustomerUid& uid) {
    auto query = connection_.query(SELECT_CUSTOMER "WHERE uid = ?");
    query.bind(uid.text);
    return customer_in(query, &totals_);
}

std::optional<CustomerRecord> CustomerRepository::find_by_phone(const Phone& phone) {
    auto query = connection_.query(SELECT_CUSTOMER "WHERE phone = ?");
    query.bind(phone.e164());
    return customer_in(query, &totals_);
}

std::optional<CustomerRecord> CustomerRepository::lock(ParticipantId id) {
    if (const auto* kept = totals_.kept(id)) return *kept;
    auto query = connection_.query(locking(connection_, SELECT_CUSTOMER "WHERE id = ?"));
    query.bind(id.value);
    return customer_in(query, &totals_, true);
}

std::optional<CustomerRecord> CustomerRepository::lock_by_uid(const CustomerUid& uid) {
    auto query = connection_.query(locking(connection_, SELECT_CUSTOMER "WHERE uid = ?"));
    query.bind(uid.text);
    return customer_in(query, &totals_, true);
}

std::optional<CustomerRecord> CustomerRepository::lock_by_phone(const Phone& phone) {
    auto query = connection_.query(locking(connection_, SELECT_CUSTOMER "WHERE phone = ?"));
    query.bind(phone.e164());
    return customer_in(query, &totals_, true);
}

ParticipantId CustomerRepository::add(const CustomerRecord& record) {
    auto query = connection_.query(
        "INSERT INTO customers (uid, name, phone, birth_date, inviter, created, source, imported,"
        " blocked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    bind_customer(query, record);
    query.next();
    auto added = record;
    added.id = {query.integer()};
    totals_.learn(added, {}, true);
    count_friend(record.inviter, added.id, 1);
    return added.id;
}

bool CustomerRepository::add_unless_known(const CustomerRecord& record) {
    auto query = connection_.query(
        "INSERT INTO customers (uid, name, phone, birth_date, inviter, created, source, imported,"
        " blocked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (phone) DO NOTHING RETURNING id");
    bind_customer(query, record);
    return query.next();
}

void CustomerRepository::update(const CustomerRecord& record) {
    const auto inviter = totals_.inviter_of(record.id);
    auto query = connection_.query(
        "UPDATE customers SET uid = ?, name = ?, phone = ?, birth_date = ?, inviter = ?, created = ?, source"
        " = ?, imported = ?, blocked = ? WHERE id = ?");
    bind_customer(query, record);
    query.bind(record.id.value).run();
    if (inviter != record.inviter) {
        count_friend(inviter, record.id, -1);
        count_friend(record.inviter, record.id, 1);
    }
    totals_.forget(record.id);
}

void CustomerRepository::count_friend(const std::optional<ParticipantId>& inviter, ParticipantId invited,
                                      int by) {
    if (!inviter) return;
    TotalsChange change;
    change.invited = by;
    if (totals_.of(invited).last_purchase) change.effective_invited = by;
    totals_.add(*inviter, change);
}

CustomerTotals CustomerRepository::totals(ParticipantId id) {
    return totals_.of(id);
}

void CustomerRepository::begin_period(ParticipantId id, Timestamp begin) {
    TotalsChange change;
    change.period_since = begin;
    totals_.add(id, change);
}

void CustomerRepository::find_next_due(ParticipantId id) {
    totals_.find_next_due(id);
}

std::vector<CustomerRecord> CustomerRepository::page(const CustomerRange& range) {
    auto query = connection_.query(SELECT_CUSTOMER "WHERE id > ? ORDER BY id LIMIT ? OFFSET ?");
    query.bind(range.after ? range.after->value : 0).bind(range.max).bind(range.offset);
    std::vector<CustomerRecord> rows;
    while (auto record = customer_in(query)) rows.push_back(std::move(*record));
    return rows;
}

ParticipantId CustomerRepository::newest() {
    auto query = connection_.query("SELECT coalesce(max(id), 0) FROM customers");
    query.next();
    return {query.integer()};
}

}  // namespace tillpoints::cloud
