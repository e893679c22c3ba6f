#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

#define TILLPOINTS_CERTIFICATE \
    "SELECT code, customer, nominal, share, valid_from, valid_to, state FROM certificates "

CertificateRecord read_row(Query& query) {
    CertificateRecord record;
    record.code = query.text();
    record.customer = {query.integer()};
    record.nominal = Points(query.integer());
    if (const auto share = query.maybe_integer()) record.share = Percent{*share};
    record.valid_from = time_of(query.integer());
    record.valid_to = time_of(query.integer());
    record.state = static_cast<CertificateState>(query.integer());
    return record;
}

}  // namespace

bool SqlTransaction::add_certificate(const CertificateRecord& record) {
    auto query = connection_.query(
        "INSERT INTO certificates (code, customer, nominal, share, valid_from, valid_to, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING code");
    query.bind(record.code).bind(record.customer.value).bind(record.nominal.count);
    query.bind(record.share ? std::optional(record.share->hundredths) : std::nullopt);
    query.bind(milliseconds_of(record.valid_from)).bind(milliseconds_of(record.valid_to));
    return query.bind(static_cast<std::int64_t>(record.state)).next();
}

std::optional<CertificateRecord> SqlTransaction::certificate(const std::string& code) {
    auto query = connection_.query(TILLPOINTS_CERTIFICATE "WHERE code = ?");
    if (!query.bind(code).next()) return {};
    return read_row(query);
}

std::vector<CertificateRecord> SqlTransaction::certificates_of(ParticipantId customer) {
    auto query = connection_.query(TILLPOINTS_CERTIFICATE "WHERE customer = ? ORDER BY valid_from, code");
    query.bind(customer.value);
    std::vector<CertificateRecord> out;
    while (query.next()) out.push_back(read_row(query));
    return out;
}

void SqlTransaction::set_certificate_state(const std::string& code, CertificateState state) {
    auto query = connection_.query("UPDATE certificates SET state = ? WHERE code = ?");
    query.bind(static_cast<std::int64_t>(state)).bind(code).run();
}

}  // namespace tillpoints::cloud
