#include "cloud/service/expire.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/expiry.hpp"

namespace tillpoints::cloud {

Timestamp counted_since(const CustomerRecord& customer, const Standing& standing) {
    return std::max({customer.created, standing.last_purchase.value_or(Timestamp()),
                     standing.last_expiry.value_or(Timestamp())});
}

void expire_points(Desk& desk, const CustomerRecord& customer) {
    if (!desk.programme.expiry) return;
    const auto standing = desk.books.standing(customer.id);
    const auto expires = points_expire(desk.programme, counted_since(customer, standing));
    if (*expires > desk.now || standing.balance <= Points()) return;
    for (const auto& transfer : transfers_of_expiry(customer.id, standing.balance))
        desk.books.post(transfer, desk.now);
}

}  // namespace tillpoints::cloud
