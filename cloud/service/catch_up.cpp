#include "cloud/service/catch_up.hpp"

#include "cloud/ledger/transfers.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/expire.hpp"
#include "cloud/service/win_back.hpp"

namespace tillpoints::cloud {

void grant_awards(Desk& desk, ParticipantId customer) {
    for (const auto& deferral : desk.books.deferrals_due(customer, desk.now)) {
        const auto left = desk.books.balance(deferred_account(deferral.purchase));
        for (const auto& transfer : transfers_of_grant(deferral, left)) desk.books.post(transfer, desk.now);
        desk.books.remove_deferral(deferral.purchase);
    }
}

void catch_up(Desk& desk, const CustomerRecord& customer) {
    lapse_certificates(desk, customer.id);
    // In this order: an award is due before the purchase it is for lets points expire.
    grant_awards(desk, customer.id);
    lapse_gifts(desk, customer.id);
    expire_points(desk, customer);
}

}  // namespace tillpoints::cloud
