#include "cloud/storage/repositories/customer_repository.hpp"

#include "cloud/storage/connection.hpp"
#include "cloud/storage/repositories/ledger_repository.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_CUSTOMER \
    "SELECT id, uid, name, phone, birth_date, inviter, created, source, imported, blocked FROM customers "

std::optional<CustomerRecord> customer_in(Query& query) {
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
    return record;
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
    auto query = connection_.query(SELECT_CUSTOMER "WHERE id = ?");
    query.bind(id.value);
    return customer_in(query);
}

std::optional<CustomerRecord> CustomerRepository::find_by_uid(const CustomerUid& uid) {
    auto query = connection_.query(SELECT_CUSTOMER "WHERE uid = ?");
    query.bind(uid.text);
    return customer_in(query);
}

std::optional<CustomerRecord> CustomerRepository::find_by_phone(const Phone& phone) {
    auto query = connection_.query(SELECT_CUSTOMER "WHERE phone = ?");
    query.bind(phone.e164());
    return customer_in(query);
}

ParticipantId CustomerRepository::add(const CustomerRecord& record) {
    auto query = connection_.query(
        "INSERT INTO customers (uid, name, phone, birth_date, inviter, created, source, imported,"
        " blocked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    bind_customer(query, record);
    query.next();
    return {query.integer()};
}

void CustomerRepository::update(const CustomerRecord& record) {
    auto query = connection_.query(
        "UPDATE customers SET uid = ?, name = ?, phone = ?, birth_date = ?, inviter = ?, created = ?, source"
        " = ?, imported = ?, blocked = ? WHERE id = ?");
    bind_customer(query, record);
    query.bind(record.id.value).run();
}

CustomerTotals CustomerRepository::totals(ParticipantId id) {
    CustomerTotals totals;
    totals.balance = LedgerRepository(connection_).balance(customer_account(id));
    auto own = connection_.query(
        "SELECT coalesce(sum(CASE WHEN origin IS NULL THEN cash ELSE -cash END), 0),"
        " coalesce(sum(CASE WHEN origin IS NULL THEN points ELSE -points END), 0),"
        " count(CASE WHEN origin IS NULL THEN 1 END),"
        " count(CASE WHEN origin IS NULL AND state = 1 THEN 1 END), max(created),"
        " max(CASE WHEN state = 0 THEN created END) FROM operations WHERE customer = ?");
    own.bind(id.value).next();
    totals.cash_spent = Money(own.integer());
    totals.redeemed = Points(own.integer());
    totals.purchases = own.integer();
    totals.full_refunds = own.integer();
    totals.last_transaction = own.maybe_time();
    totals.last_purchase = own.maybe_time();
    auto friends = connection_.query(
        "SELECT count(*), count(CASE WHEN EXISTS (SELECT 1 FROM operations o WHERE o.customer = c.id AND "
        "o.state = 0)"
        " THEN 1 END) FROM customers c WHERE c.inviter = ?");
    friends.bind(id.value).next();
    totals.invited = friends.integer();
    totals.effective_invited = friends.integer();
    // What expires leaves the account: only those postings are looked at, of which a long history has fewer.
    auto expiry = connection_.query(
        "SELECT max(e.created) FROM postings p CROSS JOIN entries e WHERE p.account = ? AND p.points < 0 AND"
        " e.id = p.entry AND e.cause = 'expiry'");
    expiry.bind(customer_account(id).name).next();
    totals.last_expiry = expiry.maybe_time();
    return totals;
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
