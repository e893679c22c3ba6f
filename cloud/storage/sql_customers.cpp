#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

#define TILLPOINTS_CUSTOMER \
    "SELECT id, uid, name, phone, birth_date, inviter, created, source, imported, blocked FROM customers "

std::optional<CustomerRecord> customer_in(Query& query) {
    if (!query.next()) return {};
    CustomerRecord record;
    record.id = {query.integer()};
    if (auto uid = query.maybe_text()) record.uid = CustomerUid(std::move(*uid));
    record.name = query.text();
    if (const auto phone = query.maybe_text()) record.phone = Phone::parse(*phone);
    record.birth_date = query.maybe_text();
    if (const auto inviter = query.maybe_integer()) record.inviter = ParticipantId{*inviter};
    record.created = time_of(query.integer());
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
        .bind(milliseconds_of(record.created))
        .bind(record.source)
        .bind(record.imported ? 1 : 0)
        .bind(record.blocked ? 1 : 0);
}

}  // namespace

std::optional<CustomerRecord> SqlTransaction::customer(ParticipantId id) {
    auto query = connection_.query(TILLPOINTS_CUSTOMER "WHERE id = ?");
    query.bind(id.value);
    return customer_in(query);
}

std::optional<CustomerRecord> SqlTransaction::customer_by_uid(const CustomerUid& uid) {
    auto query = connection_.query(TILLPOINTS_CUSTOMER "WHERE uid = ?");
    query.bind(uid.text);
    return customer_in(query);
}

std::optional<CustomerRecord> SqlTransaction::customer_by_phone(const Phone& phone) {
    auto query = connection_.query(TILLPOINTS_CUSTOMER "WHERE phone = ?");
    query.bind(phone.e164());
    return customer_in(query);
}

ParticipantId SqlTransaction::add_customer(const CustomerRecord& record) {
    auto query = connection_.query(
        "INSERT INTO customers (uid, name, phone, birth_date, inviter, created, source, imported,"
        " blocked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    bind_customer(query, record);
    query.next();
    return {query.integer()};
}

void SqlTransaction::update_customer(const CustomerRecord& record) {
    auto query = connection_.query(
        "UPDATE customers SET uid = ?, name = ?, phone = ?, birth_date = ?, inviter = ?, created = ?, source"
        " = ?, imported = ?, blocked = ? WHERE id = ?");
    bind_customer(query, record);
    query.bind(record.id.value).run();
}

CustomerTotals SqlTransaction::totals(ParticipantId id) {
    CustomerTotals totals;
    totals.balance = balance(customer_account(id));
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
    if (const auto last = own.maybe_integer()) totals.last_transaction = time_of(*last);
    if (const auto last = own.maybe_integer()) totals.last_purchase = time_of(*last);
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
    if (const auto last = expiry.maybe_integer()) totals.last_expiry = time_of(*last);
    return totals;
}

std::vector<CustomerRecord> SqlTransaction::customers(const CustomerRange& range) {
    auto query = connection_.query(TILLPOINTS_CUSTOMER "WHERE id > ? ORDER BY id LIMIT ? OFFSET ?");
    query.bind(range.after ? range.after->value : 0).bind(range.max).bind(range.offset);
    std::vector<CustomerRecord> rows;
    while (auto record = customer_in(query)) rows.push_back(std::move(*record));
    return rows;
}

bool SqlTransaction::add_code(const CodeRecord& record, Timestamp now) {
    auto query = connection_.query(
        "INSERT INTO codes (code, customer, expires, used, order_id) VALUES (?, ?, ?, 0, ?) ON CONFLICT "
        "(code) DO"
        " UPDATE SET customer = excluded.customer, expires = excluded.expires, used = 0,"
        " order_id = excluded.order_id"
        " WHERE codes.used = 1 OR codes.expires <= ? RETURNING code");
    query.bind(record.code).bind(record.customer.value).bind(milliseconds_of(record.expires));
    return query.bind(record.order).bind(milliseconds_of(now)).next();
}

std::optional<CodeRecord> SqlTransaction::code(const std::string& text) {
    auto query =
        connection_.query("SELECT code, customer, expires, used, order_id FROM codes WHERE code = ?");
    if (!query.bind(text).next()) return {};
    CodeRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.expires = time_of(query.integer());
    record.used = query.integer() != 0;
    record.order = query.maybe_integer();
    return record;
}

void SqlTransaction::use_code(const std::string& text) {
    connection_.query("UPDATE codes SET used = 1 WHERE code = ?").bind(text).run();
}

bool SqlTransaction::add_voucher(const VoucherRecord& record) {
    auto query = connection_.query(
        "INSERT INTO vouchers (code, points, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING "
        "code");
    return query.bind(record.code).bind(record.points.count).bind(milliseconds_of(record.expires)).next();
}

std::optional<VoucherRecord> SqlTransaction::voucher(const std::string& code) {
    auto query = connection_.query("SELECT code, points, expires, collected_by FROM vouchers WHERE code = ?");
    if (!query.bind(code).next()) return {};
    VoucherRecord record;
    record.code = query.text();
    record.points = Points(query.integer());
    record.expires = time_of(query.integer());
    if (const auto customer = query.maybe_integer()) record.collected_by = ParticipantId{*customer};
    return record;
}

void SqlTransaction::collect_voucher(const std::string& code, ParticipantId customer) {
    connection_.query("UPDATE vouchers SET collected_by = ? WHERE code = ?")
        .bind(customer.value)
        .bind(code)
        .run();
}

loyalty::Named SqlTransaction::cashier(const loyalty::Cashier& cashier) {
    const auto& external = cashier.external_id;
    {
        auto known = connection_.query("SELECT id, name FROM cashiers WHERE external_id = ?");
        if (known.bind(external).next()) {
            const auto id = known.integer();
            auto name = known.text();
            if (!cashier.name || *cashier.name == name) return {id, std::move(name)};
        }
    }
    auto add = connection_.query(
        "INSERT INTO cashiers (external_id, name) VALUES (?, ?) ON CONFLICT (external_id) DO UPDATE SET"
        " name = excluded.name RETURNING id, name");
    add.bind(external).bind(cashier.name.value_or(external)).next();
    const auto id = add.integer();
    return {id, add.text()};
}

}  // namespace tillpoints::cloud
