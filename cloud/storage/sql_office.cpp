#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

std::optional<SourceRecord> source_in(Query& query) {
    if (!query.next()) return {};
    SourceRecord record;
    record.promo_code = query.text();
    record.name = query.text();
    record.platform = query.integer() != 0;
    return record;
}

std::optional<CardRecord> card_in(Query& query) {
    if (!query.next()) return {};
    CardRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.kind = static_cast<CardKind>(query.integer());
    record.blocked = query.integer() != 0;
    return record;
}

std::optional<CashierRecord> cashier_in(Query& query) {
    if (!query.next()) return {};
    CashierRecord record;
    record.id = query.integer();
    record.external_id = query.text();
    record.name = query.text();
    const auto branch = query.maybe_integer();
    const auto name = query.maybe_text();
    if (branch) record.branch = loyalty::Named{*branch, name.value_or("")};
    return record;
}

#define TILLPOINTS_CASHIER                                                                             \
    "SELECT c.id, c.external_id, c.name, b.id, b.name FROM cashiers c LEFT JOIN branches b ON b.id = " \
    "c.branch "

}  // namespace

void SqlTransaction::set_source(const SourceRecord& source) {
    auto query = connection_.query(
        "INSERT INTO sources (promo_code, name, platform) VALUES (?, ?, ?) ON CONFLICT (promo_code) DO UPDATE"
        " SET name = excluded.name, platform = excluded.platform");
    query.bind(source.promo_code).bind(source.name).bind(source.platform ? 1 : 0).run();
}

std::optional<SourceRecord> SqlTransaction::source(const std::string& promo_code) {
    auto query = connection_.query("SELECT promo_code, name, platform FROM sources WHERE promo_code = ?");
    query.bind(promo_code);
    return source_in(query);
}

std::vector<SourceRecord> SqlTransaction::sources() {
    auto query = connection_.query("SELECT promo_code, name, platform FROM sources ORDER BY promo_code");
    std::vector<SourceRecord> out;
    while (auto record = source_in(query)) out.push_back(std::move(*record));
    return out;
}

bool SqlTransaction::add_card(const CardRecord& card) {
    auto query = connection_.query(
        "INSERT INTO cards (code, customer, kind, blocked) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING "
        "RETURNING"
        " code");
    query.bind(card.code).bind(card.customer.value).bind(static_cast<std::int64_t>(card.kind));
    return query.bind(card.blocked ? 1 : 0).next();
}

std::optional<CardRecord> SqlTransaction::card(const std::string& code) {
    auto query = connection_.query("SELECT code, customer, kind, blocked FROM cards WHERE code = ?");
    query.bind(code);
    return card_in(query);
}

std::vector<CardRecord> SqlTransaction::cards_of(ParticipantId customer) {
    auto query =
        connection_.query("SELECT code, customer, kind, blocked FROM cards WHERE customer = ? ORDER BY code");
    query.bind(customer.value);
    std::vector<CardRecord> out;
    while (auto record = card_in(query)) out.push_back(std::move(*record));
    return out;
}

void SqlTransaction::block_card(const std::string& code, bool blocked) {
    connection_.query("UPDATE cards SET blocked = ? WHERE code = ?").bind(blocked ? 1 : 0).bind(code).run();
}

loyalty::Named SqlTransaction::branch(const std::string& name) {
    connection_.query("INSERT INTO branches (name) VALUES (?) ON CONFLICT DO NOTHING").bind(name).run();
    auto query = connection_.query("SELECT id, name FROM branches WHERE name = ?");
    query.bind(name).next();
    const auto id = query.integer();
    return {id, query.text()};
}

std::vector<loyalty::Named> SqlTransaction::branches() {
    auto query = connection_.query("SELECT id, name FROM branches ORDER BY id");
    std::vector<loyalty::Named> out;
    while (query.next()) {
        const auto id = query.integer();
        out.push_back({id, query.text()});
    }
    return out;
}

void SqlTransaction::set_branch(std::int64_t cashier, std::int64_t branch) {
    connection_.query("UPDATE cashiers SET branch = ? WHERE id = ?").bind(branch).bind(cashier).run();
}

std::optional<CashierRecord> SqlTransaction::cashier_record(std::int64_t cashier) {
    auto query = connection_.query(TILLPOINTS_CASHIER "WHERE c.id = ?");
    query.bind(cashier);
    return cashier_in(query);
}

std::vector<CashierRecord> SqlTransaction::cashiers() {
    auto query = connection_.query(TILLPOINTS_CASHIER "ORDER BY c.id");
    std::vector<CashierRecord> out;
    while (auto record = cashier_in(query)) out.push_back(std::move(*record));
    return out;
}

void SqlTransaction::rate(const RatingRecord& rating) {
    auto query = connection_.query(
        "INSERT INTO ratings (operation, created, stars, comment) VALUES (?, ?, ?, ?) ON CONFLICT "
        "(operation) DO"
        " UPDATE SET created = excluded.created, stars = excluded.stars, comment = excluded.comment");
    query.bind(rating.operation.value).bind(milliseconds_of(rating.created)).bind(rating.stars);
    query.bind(rating.comment).run();
}

std::vector<RatingRecord> SqlTransaction::ratings(int max) {
    auto query = connection_.query(
        "SELECT operation, created, stars, comment FROM ratings ORDER BY created DESC, operation DESC LIMIT "
        "?");
    query.bind(max);
    std::vector<RatingRecord> out;
    while (query.next()) {
        RatingRecord record;
        record.operation = {query.integer()};
        record.created = time_of(query.integer());
        record.stars = query.integer();
        record.comment = query.maybe_text();
        out.push_back(std::move(record));
    }
    return out;
}

std::int64_t SqlTransaction::add_campaign(const CampaignRecord& campaign) {
    auto query = connection_.query(
        "INSERT INTO campaigns (created, name, message, promo_code, points, segment, reached) VALUES"
        " (?, ?, ?, ?, ?, ?, ?) RETURNING id");
    query.bind(milliseconds_of(campaign.created)).bind(campaign.name).bind(campaign.message);
    query.bind(campaign.promo_code).bind(campaign.points.count).bind(campaign.segment).bind(campaign.reached);
    query.next();
    return query.integer();
}

std::vector<CampaignRecord> SqlTransaction::campaigns() {
    auto query = connection_.query(
        "SELECT id, created, name, message, promo_code, points, segment, reached FROM campaigns ORDER BY id");
    std::vector<CampaignRecord> out;
    while (query.next()) {
        CampaignRecord record;
        record.id = query.integer();
        record.created = time_of(query.integer());
        record.name = query.text();
        record.message = query.text();
        record.promo_code = query.maybe_text();
        record.points = Points(query.integer());
        record.segment = query.text();
        record.reached = query.integer();
        out.push_back(std::move(record));
    }
    return out;
}

bool SqlTransaction::add_receipt(const ReceiptRecord& receipt) {
    auto query = connection_.query(
        "INSERT INTO receipts (id, created, cashier, total) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING "
        "RETURNING"
        " id");
    query.bind(receipt.id).bind(milliseconds_of(receipt.created));
    query.bind(receipt.cashier ? std::optional(receipt.cashier->id) : std::nullopt);
    return query.bind(receipt.total.count).next();
}

std::optional<ReceiptRecord> SqlTransaction::receipt(const std::string& id) {
    auto query = connection_.query(
        "SELECT r.id, r.created, r.cashier, c.name, r.total FROM receipts r LEFT JOIN cashiers c ON c.id ="
        " r.cashier WHERE r.id = ?");
    if (!query.bind(id).next()) return {};
    ReceiptRecord record;
    record.id = query.text();
    record.created = time_of(query.integer());
    const auto cashier = query.maybe_integer();
    const auto name = query.maybe_text();
    if (cashier) record.cashier = loyalty::Named{*cashier, name.value_or("")};
    record.total = Money(query.integer());
    return record;
}

std::optional<std::chrono::milliseconds> SqlTransaction::time_ahead() {
    auto query = connection_.query("SELECT ahead FROM virtual_clock WHERE id = 1");
    return query.next() ? std::optional(std::chrono::milliseconds(query.integer())) : std::nullopt;
}

void SqlTransaction::set_time_ahead(std::chrono::milliseconds ahead) {
    auto query = connection_.query(
        "INSERT INTO virtual_clock (id, ahead) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET ahead ="
        " excluded.ahead");
    query.bind(ahead.count()).run();
}

std::optional<Timestamp> SqlTransaction::last_written() {
    auto query = connection_.query(
        "SELECT max(created) FROM (SELECT created FROM entries WHERE id = (SELECT max(id) FROM entries) UNION"
        " ALL SELECT created FROM operations WHERE id = (SELECT max(id) FROM operations)) newest");
    query.next();
    const auto moment = query.maybe_integer();
    return moment ? std::optional(time_of(*moment)) : std::nullopt;
}

}  // namespace tillpoints::cloud
