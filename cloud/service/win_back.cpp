#include "cloud/service/win_back.hpp"

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/win_back.hpp"

namespace tillpoints::cloud {
namespace {

void post_all(Desk& desk, const std::vector<Transfer>& transfers) {
    for (const auto& transfer : transfers) desk.books.post(transfer, desk.now);
}

}  // namespace

bool win_back(Desk& desk, ParticipantId customer) {
    const auto& gift = desk.programme.win_back;
    if (!gift) return false;
    const auto last_purchase = desk.books.standing(customer).last_purchase;
    if (!win_back_due(*gift, last_purchase, desk.books.last_gift(customer), desk.now)) return false;
    GiftRecord record{0, customer, gift->points, desk.now, {}, false};
    if (gift->expires) record.lapses = desk.now + *gift->expires;
    desk.books.add_gift(record);
    post_all(desk, transfers_of_win_back(customer, gift->points));
    return true;
}

void lapse_gifts(Desk& desk, ParticipantId customer) {
    for (const auto& gift : desk.books.gifts_due(customer, desk.now)) {
        const auto spent = desk.books.redeemed_since(customer, gift.given);
        const auto left = unspent_gift(gift.points, spent, desk.books.balance(customer_account(customer)));
        desk.books.close_gift(gift.id);
        post_all(desk, transfers_of_win_back_lapse(customer, left));
    }
}

}  // namespace tillpoints::cloud
