#include "cloud/service/expire.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

Timestamp counted_since(Desk& desk, const CustomerRecord& customer, const Standing& standing) {
    static const std::vector<std::string> gifts{
        "reward", "referral_share", "referral_reward", "first_purchase", "win_back", "campaign", "voucher"};
    const auto gift = desk.programme.gifts_extend ? desk.books.last_credit(customer.id, gifts) : std::nullopt;
    const auto purchase = desk.programme.purchases_extend ? standing.last_purchase : std::nullopt;
    return std::max({customer.created, purchase.value_or(Timestamp()),
                     standing.last_expiry.value_or(Timestamp()), gift.value_or(Timestamp())});
}

void expire_points(Desk& desk, const CustomerRecord& customer) {
    if (!desk.programme.expiry) return;
    const auto standing = desk.books.standing(customer.id);
    const auto expires = points_expire(desk.programme, counted_since(desk, customer, standing));
    if (*expires > desk.now || standing.balance <= Points()) return;
    for (const auto& transfer : transfers_of_expiry(customer.id, standing.balance))
        desk.books.post(transfer, desk.now);
}

}  // namespace tillpoints::cloud
