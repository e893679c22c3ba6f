#include "cloud/storage/repositories/backoffice_repository.hpp"

#include "cloud/storage/connection.hpp"

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

}  // namespace

void BackOfficeRepository::set_source(const SourceRecord& source) {
    auto query = connection_.query(
        "INSERT INTO sources (promo_code, name, platform) VALUES (?, ?, ?) ON CONFLICT (promo_code) DO UPDATE"
        " SET name = excluded.name, platform = excluded.platform");
    query.bind(source.promo_code).bind(source.name).bind(source.platform ? 1 : 0).run();
}

std::optional<SourceRecord> BackOfficeRepository::find_source(const std::string& promo_code) {
    auto query = connection_.query("SELECT promo_code, name, platform FROM sources WHERE promo_code = ?");
    query.bind(promo_code);
    return source_in(query);
}

std::vector<SourceRecord> BackOfficeRepository::sources() {
    auto query = connection_.query("SELECT promo_code, name, platform FROM sources ORDER BY promo_code");
    std::vector<SourceRecord> out;
    while (auto record = source_in(query)) out.push_back(std::move(*record));
    return out;
}

bool BackOfficeRepository::add_receipt(const ReceiptRecord& receipt) {
    auto query = connection_.query(
        "INSERT INTO receipts (id, created, cashier, total) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING "
        "RETURNING"
        " id");
    query.bind(receipt.id).bind(receipt.created);
    query.bind(receipt.cashier ? std::optional(receipt.cashier->id) : std::nullopt);
    return query.bind(receipt.total.count).next();
}

std::optional<ReceiptRecord> BackOfficeRepository::find_receipt(const std::string& id) {
    auto query = connection_.query(
        "SELECT r.id, r.created, r.cashier, c.name, r.total FROM receipts r LEFT JOIN cashiers c ON c.id ="
        " r.cashier WHERE r.id = ?");
    if (!query.bind(id).next()) return {};
    ReceiptRecord record;
    record.id = query.text();
    record.created = query.time();
    const auto cashier = query.maybe_integer();
    const auto name = query.maybe_text();
    if (cashier) record.cashier = loyalty::Named{*cashier, name.value_or("")};
    record.total = Money(query.integer());
    return record;
}

}  // namespace tillpoints::cloud
