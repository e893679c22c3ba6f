#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cloud/ledger/account.hpp"
#include "protocol/loyalty/messages.hpp"

/// The rows of the database as values.
namespace tillpoints::cloud {

/// A customer. Without a uid: a phantom, known by phone only, whose points wait for registration.
struct CustomerRecord {
    ParticipantId id;
    std::optional<CustomerUid> uid;
    std::string name;
    std::optional<Phone> phone;
    std::optional<std::string> birth_date;
    std::optional<ParticipantId> inviter;
    Timestamp created;
    std::optional<std::string> source{};  ///< the promo code that the customer used
    bool imported = false;                ///< from a list, and neither registered nor bought since
    bool blocked = false;
    friend bool operator==(const CustomerRecord&, const CustomerRecord&) = default;
};

/// What a customer has, spent and did; every figure could be computed from operations and postings, and an
/// audit does.
struct CustomerTotals {
    Points balance;
    Money cash_spent;  ///< refunds taken off
    Points redeemed;   ///< refunds taken off
    std::int64_t purchases = 0;
    std::int64_t full_refunds = 0;
    std::int64_t invited = 0;
    std::int64_t effective_invited = 0;  ///< of them, those with an unrefunded purchase
    std::optional<Timestamp> last_transaction;
    std::optional<Timestamp> last_purchase;  ///< the last that was not refunded
    std::optional<Timestamp> last_expiry;
    std::optional<Timestamp> last_gift{};  ///< the last points that no purchase of the customer's own earned
    std::optional<Timestamp> period_since{};  ///< of the points' life, if it began with an empty account
    std::optional<Timestamp> next_due{};      ///< no certificate, deferred award or gift is due earlier
    friend bool operator==(const CustomerTotals&, const CustomerTotals&) = default;
};

/// A code of the app, its long form, or the code of an order. Invalid once it is used or expired.
struct CodeRecord {
    std::string code;
    ParticipantId customer;
    Timestamp expires;
    bool used = false;
    std::optional<std::int64_t> order{};  ///< the order it completes
    friend bool operator==(const CodeRecord&, const CodeRecord&) = default;
};

enum class CertificateState { active, used, lapsed };

/// A certificate: points that pay part of a receipt, whatever the customer's balance. What it still holds is
/// on an account of its own.
struct CertificateRecord {
    std::string code;
    ParticipantId customer;
    Points nominal;
    std::optional<Percent> share;  ///< of the redeemable part of a receipt; absent: all of it
    Timestamp valid_from;
    Timestamp valid_to;
    CertificateState state = CertificateState::active;
    friend bool operator==(const CertificateRecord&, const CertificateRecord&) = default;
};

struct VoucherRecord {
    std::string code;
    Points points;
    Timestamp expires;
    std::optional<ParticipantId> collected_by;
    friend bool operator==(const VoucherRecord&, const VoucherRecord&) = default;
};

/// How the customer of a purchase was identified.
enum class IdentifiedBy { code, uid, phone, certificate, card };

/// A purchase, or a refund of one (`origin` is set, the state is reversal). The amounts of a refund are what
/// it gave back.
struct OperationRecord {
    OperationId id;
    Timestamp created;
    loyalty::OperationState state = loyalty::OperationState::normal;
    ParticipantId customer;
    std::optional<loyalty::Named> cashier;
    std::optional<Nonce> nonce;
    std::optional<std::string> number;
    std::optional<OperationId> origin;
    Money total;
    Money cash;
    Points points;         ///< spent by a purchase, given back by a refund
    Points award;          ///< earned by a purchase, withdrawn by a refund
    Points certificate{};  ///< paid by a certificate; never given back
    std::optional<loyalty::Named> branch{};
    IdentifiedBy identified_by = IdentifiedBy::code;
    friend bool operator==(const OperationRecord&, const OperationRecord&) = default;
};

/// An award that is granted later; what is left of it is on the account of its purchase.
struct DeferralRecord {
    OperationId purchase;
    ParticipantId customer;
    Timestamp due;
    friend bool operator==(const DeferralRecord&, const DeferralRecord&) = default;
};

/// Points that move from one account to another, with the cause. Written as two postings that sum to zero.
struct Transfer {
    std::string cause;
    std::optional<OperationId> operation;
    Account from;
    Account to;
    Points points;  ///< not negative
    friend bool operator==(const Transfer&, const Transfer&) = default;
};

/// One side of a transfer.
struct Posting {
    std::int64_t entry = 0;
    Timestamp created;
    std::string cause;
    std::optional<OperationId> operation;
    Account account;
    Points points;
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// Up to where the ledger was audited.
struct AuditMark {
    std::int64_t entry = 0;
    OperationId operation;
    friend bool operator==(const AuditMark&, const AuditMark&) = default;
};

/// What an audit of the ledger found; it is sound when `violations` is empty.
struct Audit {
    std::int64_t customers = 0;
    std::int64_t operations = 0;
    std::int64_t entries = 0;
    Points sum;  ///< over all postings
    std::vector<std::string> violations;
    AuditMark upto;
    bool balanced() const { return violations.empty(); }
};

}  // namespace tillpoints::cloud
