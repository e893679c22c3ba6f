#include "cloud/ledger/transfers.hpp"

namespace tillpoints::cloud {
namespace {

void add(std::vector<Transfer>& transfers, Transfer transfer) {
    if (transfer.points < Points()) {
        std::swap(transfer.from, transfer.to);
        transfer.points = -transfer.points;
    }
    if (transfer.points != Points()) transfers.push_back(std::move(transfer));
}

}  // namespace

std::vector<Transfer> transfers_of_purchase(const OperationRecord& purchase) {
    const auto customer = customer_account(purchase.customer);
    std::vector<Transfer> out;
    add(out, {"redemption", purchase.id, customer, redemptions_account, purchase.points});
    add(out, {"award", purchase.id, awards_account, customer, purchase.award});
    return out;
}

std::vector<Transfer> transfers_of_refund(const OperationRecord& refund) {
    const auto customer = customer_account(refund.customer);
    std::vector<Transfer> out;
    add(out, {"redemption_returned", refund.id, redemptions_account, customer, refund.points});
    add(out, {"award_withdrawn", refund.id, customer, awards_account, refund.award});
    return out;
}

std::vector<Transfer> transfers_of_welcome(ParticipantId newcomer, Points points) {
    std::vector<Transfer> out;
    add(out, {"welcome", {}, welcome_account, customer_account(newcomer), points});
    return out;
}

std::vector<Transfer> transfers_of_reward(ParticipantId customer, Points points) {
    std::vector<Transfer> out;
    add(out, {"reward", {}, rewards_account, customer_account(customer), points});
    return out;
}

std::vector<Transfer> transfers_of_voucher(ParticipantId customer, Points points) {
    std::vector<Transfer> out;
    add(out, {"voucher", {}, vouchers_account, customer_account(customer), points});
    return out;
}

}  // namespace tillpoints::cloud
