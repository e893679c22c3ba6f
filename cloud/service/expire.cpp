#include "cloud/service/expire.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

namespace {

Timestamp last_extended(Desk& desk, const CustomerRecord& customer, const Standing& standing) {
    static const std::vector<std::string> gifts{
        "reward", "referral_share", "referral_reward", "first_purchase", "win_back", "campaign", "voucher"};
    const auto gift = desk.programme.gifts_extend ? desk.books.last_credit(customer.id, gifts) : std::nullopt;
    const auto purchase = desk.programme.purchases_extend ? standing.last_purchase : std::nullopt;
    return std::max({customer.created, purchase.value_or(Timestamp()),
                     standing.last_expiry.value_or(Timestamp()), gift.value_or(Timestamp())});
}

}  // namespace

Timestamp counted_since(Desk& desk, const CustomerRecord& customer, const Standing& standing) {
    const auto since = last_extended(desk, customer, standing);
    if (!desk.programme.expiry) return since;
    const auto begin = period_begin(desk.programme, since, desk.now);
    // An account that was empty had nothing to expire, so no expiry was booked from which to count.
    const bool was_empty =
        begin > since && desk.books.balance_before(customer_account(customer.id), begin) <= Points();
    return was_empty ? begin : since;
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
