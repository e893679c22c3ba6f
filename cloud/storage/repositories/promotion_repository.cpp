#include "cloud/storage/repositories/promotion_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_CERTIFICATE \
    "SELECT code, customer, nominal, share, valid_from, valid_to, state FROM certificates "

CertificateRecord read_certificate(Query& query) {
    CertificateRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.nominal = Points(query.integer());
    if (const auto share = query.maybe_integer()) record.share = Percent{*share};
    record.valid_from = query.time();
    record.valid_to = query.time();
    record.state = static_cast<CertificateState>(query.integer());
    return record;
}

}  // namespace

bool PromotionRepository::add_certificate(const CertificateRecord& record) {
    auto query = connection_.query(
        "INSERT INTO certificates (code, customer, nominal, share, valid_from, valid_to, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING code");
    query.bind(record.code).bind(record.customer.value).bind(record.nominal.count);
    query.bind(record.share ? std::optional(record.share->hundredths) : std::nullopt);
    query.bind(record.valid_from).bind(record.valid_to);
    if (!query.bind(static_cast<std::int64_t>(record.state)).next()) return false;
    TotalsChange change;
    change.next_due = record.valid_to;
    totals_.add(record.customer, change);
    return true;
}

std::optional<CertificateRecord> PromotionRepository::find_certificate(const std::string& code) {
    auto query = connection_.query(SELECT_CERTIFICATE "WHERE code = ?");
    if (!query.bind(code).next()) return {};
    return read_certificate(query);
}

std::vector<CertificateRecord> PromotionRepository::certificates_of(ParticipantId customer) {
    auto query = connection_.query(SELECT_CERTIFICATE "WHERE customer = ? ORDER BY valid_from, code");
    query.bind(customer.value);
    std::vector<CertificateRecord> out;
    while (query.next()) out.push_back(read_certificate(query));
    return out;
}

void PromotionRepository::set_certificate_state(const std::string& code, CertificateState state) {
    auto query = connection_.query("UPDATE certificates SET state = ? WHERE code = ?");
    query.bind(static_cast<std::int64_t>(state)).bind(code).run();
}

bool PromotionRepository::add_voucher(const VoucherRecord& record) {
    auto query = connection_.query(
        "INSERT INTO vouchers (code, points, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING "
        "code");
    return query.bind(record.code).bind(record.points.count).bind(record.expires).next();
}

std::optional<VoucherRecord> PromotionRepository::find_voucher(const std::string& code) {
    auto query = connection_.query("SELECT code, points, expires, collected_by FROM vouchers WHERE code = ?");
    if (!query.bind(code).next()) return {};
    VoucherRecord record;
    record.code = query.text();
    record.points = Points(query.integer());
    record.expires = query.time();
    if (const auto customer = query.maybe_integer()) record.collected_by = ParticipantId{*customer};
    return record;
}

bool PromotionRepository::collect_voucher(const std::string& code, ParticipantId customer) {
    auto query = connection_.query(
        "UPDATE vouchers SET collected_by = ? WHERE code = ? AND collected_by IS NULL RETURNING code");
    return query.bind(customer.value).bind(code).next();
}

void PromotionRepository::add_gift(const GiftRecord& gift) {
    auto query =
        connection_.query("INSERT INTO gifts (customer, points, given, lapses, over) VALUES (?, ?, ?, ?, ?)");
    query.bind(gift.customer.value).bind(gift.points.count).bind(gift.given);
    query.bind(gift.lapses);
    query.bind(gift.over ? 1 : 0).run();
    TotalsChange change;
    change.next_due = gift.lapses;
    totals_.add(gift.customer, change);
}

std::optional<Timestamp> PromotionRepository::last_gift(ParticipantId customer) {
    auto query = connection_.query("SELECT max(given) FROM gifts WHERE customer = ?");
    query.bind(customer.value);
    query.next();
    return query.maybe_time();
}

std::vector<GiftRecord> PromotionRepository::gifts_due(ParticipantId customer, Timestamp now) {
    auto query = connection_.query(
        "SELECT id, customer, points, given, lapses FROM gifts WHERE customer = ? AND over = 0 AND lapses <= "
        "?"
        " ORDER BY lapses, id");
    query.bind(customer.value).bind(now);
    std::vector<GiftRecord> out;
    while (query.next()) {
        GiftRecord record;
        record.id = query.integer();
        record.customer = {query.integer()};
        record.points = Points(query.integer());
        record.given = query.time();
        record.lapses = query.time();
        out.push_back(record);
    }
    return out;
}

void PromotionRepository::close_gift(std::int64_t id) {
    connection_.query("UPDATE gifts SET over = 1 WHERE id = ?").bind(id).run();
}

}  // namespace tillpoints::cloud
