#pragma once
#include <vector>

#include "cloud/ledger/records.hpp"

/// Which points an event moves, and why. Pure; transfers of nothing are left out.
namespace tillpoints::cloud {

/// Whether a purchase's award is the customer's already or still waits on the purchase's own account.
enum class Award { granted, deferred };

std::vector<Transfer> transfers_of_purchase(const OperationRecord& purchase, Award award = Award::granted);
/// `award` is where the sale's award is now.
std::vector<Transfer> transfers_of_refund(const OperationRecord& refund, Award award = Award::granted);
/// A deferred award becomes the customer's.
std::vector<Transfer> transfers_of_grant(const DeferralRecord& deferral, Points points);
/// To each circle of inviters its share of a purchase, the direct inviter first.
std::vector<Transfer> transfers_of_referral(OperationId purchase, const std::vector<ParticipantId>& circles,
                                            const std::vector<Points>& shares);
/// For a friend who was brought, to who gets that: at a purchase, or as soon as the friend has joined.
std::vector<Transfer> transfers_of_invitation(std::optional<OperationId> purchase,
                                              const std::vector<ParticipantId>& rewarded, Points reward);
/// To the buyer, for the first purchase.
std::vector<Transfer> transfers_of_first_purchase(OperationId purchase, ParticipantId buyer, Points points);
/// Money owed to the employee who sold.
std::vector<Transfer> transfers_of_staff(OperationId purchase, std::int64_t cashier, Money award);
/// `given` taken back by a refund, as far as `points`.
std::vector<Transfer> transfers_of_withdrawal(OperationId refund, const Transfer& given, Points points);
std::vector<Transfer> transfers_of_expiry(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_welcome(ParticipantId newcomer, Points points);
/// Points given by hand, or taken if negative.
std::vector<Transfer> transfers_of_reward(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_certificate(const CertificateRecord& issued);
/// What it paid of a purchase, and what of it lapses with that.
std::vector<Transfer> transfers_of_certificate_use(const CertificateRecord& used,
                                                   const OperationRecord& purchase, Points lapsed);
std::vector<Transfer> transfers_of_certificate_lapse(const CertificateRecord& lapsed, Points held);
std::vector<Transfer> transfers_of_win_back(ParticipantId customer, Points points);
/// What was not spent of such a gift.
std::vector<Transfer> transfers_of_win_back_lapse(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_campaign(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_voucher(ParticipantId customer, Points points);

}  // namespace tillpoints::cloud
