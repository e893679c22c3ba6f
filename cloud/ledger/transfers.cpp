#include "cloud/ledger/transfers.hpp"

#include <algorithm>
#include <iterator>

namespace tillpoints::cloud {
namespace {

void add(std::vector<Transfer>& transfers, Transfer transfer) {
    if (transfer.points < Points()) {
        std::swap(transfer.from, transfer.to);
        transfer.points = -transfer.points;
    }
    if (transfer.points != Points()) transfers.push_back(std::move(transfer));
}

std::vector<Transfer> only(Transfer transfer) {
    std::vector<Transfer> out;
    add(out, std::move(transfer));
    return out;
}

}  // namespace

bool is_gift(std::string_view cause) {
    static constexpr std::string_view gifts[] = {
        "reward", "referral_share", "referral_reward", "first_purchase", "win_back", "campaign", "voucher"};
    return std::find(std::begin(gifts), std::end(gifts), cause) != std::end(gifts);
}

std::vector<Transfer> transfers_of_purchase(const OperationRecord& purchase, Award award) {
    const auto customer = customer_account(purchase.customer);
    std::vector<Transfer> out;
    add(out, {"redemption", purchase.id, customer, redemptions_account, purchase.points});
    const auto earner = award == Award::deferred ? deferred_account(purchase.id) : customer;
    add(out, {"award", purchase.id, awards_account, earner, purchase.award});
    return out;
}

std::vector<Transfer> transfers_of_refund(const OperationRecord& refund, Award award) {
    const auto customer = customer_account(refund.customer);
    std::vector<Transfer> out;
    add(out, {"redemption_returned", refund.id, redemptions_account, customer, refund.points});
    const auto earner = award == Award::deferred ? deferred_account(*refund.origin) : customer;
    add(out, {"award_withdrawn", refund.id, earner, awards_account, refund.award});
    return out;
}

std::vector<Transfer> transfers_of_grant(const DeferralRecord& deferral, Points points) {
    const auto waiting = deferred_account(deferral.purchase);
    return only({"award_granted", deferral.purchase, waiting, customer_account(deferral.customer), points});
}

std::vector<Transfer> transfers_of_referral(OperationId purchase, const std::vector<ParticipantId>& circles,
                                            const std::vector<Points>& shares) {
    std::vector<Transfer> out;
    for (std::size_t i = 0; i < circles.size() && i < shares.size(); ++i)
        add(out, {"referral_share", purchase, referrals_account, customer_account(circles[i]), shares[i]});
    return out;
}

std::vector<Transfer> transfers_of_invitation(std::optional<OperationId> purchase,
                                              const std::vector<ParticipantId>& rewarded, Points reward) {
    std::vector<Transfer> out;
    for (const auto id : rewarded)
        add(out, {"referral_reward", purchase, referrals_account, customer_account(id), reward});
    return out;
}

std::vector<Transfer> transfers_of_first_purchase(OperationId purchase, ParticipantId buyer, Points points) {
    return only({"first_purchase", purchase, first_purchases_account, customer_account(buyer), points});
}

std::vector<Transfer> transfers_of_staff(OperationId purchase, std::int64_t cashier, Money award) {
    return only({"staff_award", purchase, staff_account, employee_account(cashier), points_for(award)});
}

std::vector<Transfer> transfers_of_withdrawal(OperationId refund, const Transfer& given, Points points) {
    return only({given.cause + "_withdrawn", refund, given.to, given.from, points});
}

std::vector<Transfer> transfers_of_expiry(ParticipantId customer, Points points) {
    return only({"expiry", {}, customer_account(customer), expiry_account, points});
}

std::vector<Transfer> transfers_of_welcome(ParticipantId newcomer, Points points) {
    return only({"welcome", {}, welcome_account, customer_account(newcomer), points});
}

std::vector<Transfer> transfers_of_reward(ParticipantId customer, Points points) {
    return only({"reward", {}, rewards_account, customer_account(customer), points});
}

std::vector<Transfer> transfers_of_certificate(const CertificateRecord& issued) {
    return only({"certificate", {}, certificates_account, certificate_account(issued.code), issued.nominal});
}

std::vector<Transfer> transfers_of_certificate_use(const CertificateRecord& used,
                                                   const OperationRecord& purchase, Points lapsed) {
    const auto account = certificate_account(used.code);
    std::vector<Transfer> out;
    add(out, {"certificate_redemption", purchase.id, account, redemptions_account, purchase.certificate});
    add(out, {"certificate_lapsed", purchase.id, account, certificates_account, lapsed});
    return out;
}

std::vector<Transfer> transfers_of_certificate_lapse(const CertificateRecord& lapsed, Points held) {
    return only({"certificate_lapsed", {}, certificate_account(lapsed.code), certificates_account, held});
}

std::vector<Transfer> transfers_of_win_back(ParticipantId customer, Points points) {
    return only({"win_back", {}, win_back_account, customer_account(customer), points});
}

std::vector<Transfer> transfers_of_win_back_lapse(ParticipantId customer, Points points) {
    return only({"win_back_lapsed", {}, customer_account(customer), win_back_account, points});
}

std::vector<Transfer> transfers_of_campaign(ParticipantId customer, Points points) {
    return only({"campaign", {}, campaigns_account, customer_account(customer), points});
}

std::vector<Transfer> transfers_of_voucher(ParticipantId customer, Points points) {
    return only({"voucher", {}, vouchers_account, customer_account(customer), points});
}

}  // namespace tillpoints::cloud
