#include "cloud/service/booking.hpp"

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/deferral.hpp"
#include "cloud/service/side_awards.hpp"
#include "cloud/service/tell.hpp"

namespace tillpoints::cloud {

OperationRecord book_purchase(Desk& desk, OperationRecord purchase, const CustomerRecord& buyer,
                              const Standing& standing, const Bill& bill) {
    purchase.id = desk.books.add_operation(purchase);
    const auto due = purchase.award > Points() ? award_due(desk.programme, desk.now) : std::nullopt;
    if (due) desk.books.add_deferral({purchase.id, purchase.customer, *due});
    for (const auto& transfer : transfers_of_purchase(purchase, due ? Award::deferred : Award::granted))
        desk.books.post(transfer, desk.now);
    award_others(desk, purchase, buyer, standing, bill);
    tell_of_operation(desk, purchase);
    return purchase;
}

}  // namespace tillpoints::cloud
