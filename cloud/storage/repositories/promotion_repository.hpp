#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/backoffice_records.hpp"
#include "cloud/storage/repositories/running_totals.hpp"

namespace tillpoints::cloud {

class Connection;

/// What the programme gives beside awards: certificates, printed vouchers and win-back gifts.
class PromotionRepository {
  public:
    PromotionRepository(Connection& connection, RunningTotals& totals)
        : connection_(connection), totals_(totals) {}

    /// False if there is a certificate with this code.
    bool add_certificate(const CertificateRecord& record);
    std::optional<CertificateRecord> find_certificate(const std::string& code);
    /// In order of validity.
    std::vector<CertificateRecord> certificates_of(ParticipantId customer);
    void set_certificate_state(const std::string& code, CertificateState state);
    /// False if there is a voucher with this code.
    bool add_voucher(const VoucherRecord& record);
    std::optional<VoucherRecord> find_voucher(const std::string& code);
    /// False if somebody collected it already.
    bool collect_voucher(const std::string& code, ParticipantId customer);
    /// `gift.id` is ignored.
    void add_gift(const GiftRecord& gift);
    std::optional<Timestamp> last_gift(ParticipantId customer);
    /// The customer's gifts that lapse by `now` and are not closed, the earliest first.
    std::vector<GiftRecord> gifts_due(ParticipantId customer, Timestamp now);
    void close_gift(std::int64_t id);

  private:
    Connection& connection_;
    RunningTotals& totals_;
};

}  // namespace tillpoints::cloud
