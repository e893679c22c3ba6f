#pragma once
#include <string_view>
#include <vector>

#include "cloud/ledger/records.hpp"

/// Which transfers an event causes. Pure; transfers of nothing are left out.
namespace tillpoints::cloud {

/// Whether a purchase's award is granted to the customer already or still deferred on the purchase's own
/// account.
enum class Award { granted, deferred };

/// Are points of this cause a gift or a reward, rather than what a purchase of the customer's own earned?
bool is_gift(std::string_view cause);

std::vector<Transfer> transfers_of_purchase(const OperationRecord& purchase, Award award = Award::granted);
/// `award` is where the sale's award is now.
std::vector<Transfer> transfers_of_refund(const OperationRecord& refund, Award award = Award::granted);
/// Grants a deferred award to the customer.
std::vector<Transfer> transfers_of_grant(const DeferralRecord& deferral, Points points);
/// Gives each inviter a share of a purchase: the direct inviter first, then the inviter's inviter and so on.
std::vector<Transfer> transfers_of_referral(OperationId purchase, const std::vector<ParticipantId>& circles,
                                            const std::vector<Points>& shares);
/// For a friend who was brought, to the customers who get that reward: at a purchase, or as soon as the
/// friend has joined.
std::vector<Transfer> transfers_of_invitation(std::optional<OperationId> purchase,
                                              const std::vector<ParticipantId>& rewarded, Points reward);
/// Gives the buyer the points for a first purchase.
std::vector<Transfer> transfers_of_first_purchase(OperationId purchase, ParticipantId buyer, Points points);
/// Adds to the money that is owed to the employee who sold.
std::vector<Transfer> transfers_of_staff(OperationId purchase, std::int64_t cashier, Money award);
/// Takes `given` back because of a refund, as far as `points`.
std::vector<Transfer> transfers_of_withdrawal(OperationId refund, const Transfer& given, Points points);
std::vector<Transfer> transfers_of_expiry(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_welcome(ParticipantId newcomer, Points points);
/// Gives points by hand, or takes them if negative.
std::vector<Transfer> transfers_of_reward(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_certificate(const CertificateRecord& issued);
/// Takes what the certificate paid of a purchase, and what lapses with that.
std::vector<Transfer> transfers_of_certificate_use(const CertificateRecord& used,
                                                   const OperationRecord& purchase, Points lapsed);
std::vector<Transfer> transfers_of_certificate_lapse(const CertificateRecord& lapsed, Points held);
std::vector<Transfer> transfers_of_win_back(ParticipantId customer, Points points);
/// Takes back what was not spent of such a gift.
std::vector<Transfer> transfers_of_win_back_lapse(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_campaign(ParticipantId customer, Points points);
std::vector<Transfer> transfers_of_voucher(ParticipantId customer, Points points);

}  // namespace tillpoints::cloud
