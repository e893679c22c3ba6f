#include "plugin/replay/agreement.hpp"

#include "plugin/entries/number.hpp"

namespace tillpoints::replay {
namespace {

using loyalty::Operation;

/// The customer's uid, as far as the entry knows it.
std::optional<CustomerUid> uid_of(const PurchaseEntry& purchase) {
    const auto* by_uid = std::get_if<loyalty::ByUid>(&purchase.operation.who);
    if (by_uid && !by_uid->uid.empty()) return by_uid->uid;
    return purchase.customer;
}

bool same_customer(const PurchaseEntry& purchase, const Operation& sale) {
    const auto expected = uid_of(purchase);
    return !expected || !sale.customer || !sale.customer->uid || *sale.customer->uid == *expected;
}

bool same_points(const loyalty::CreateOperation& asked, const Operation& sale) {
    // Where nothing was redeemed, some clouds show the award instead of 0.
    return asked.points > Points() ? sale.points == -asked.points : sale.points >= Points();
}

bool before_first_send(const OutboxEntry& entry, const Operation& sale, const Policy& policy) {
    const auto& sent = entry.first_sent;
    return sent && sent->cloud && sale.created < *sent->cloud - policy.look_margin;
}

}  // namespace

Agreement agreement(const OutboxEntry& entry, const Operation& sale, const Policy& policy) {
    const auto& purchase = std::get<PurchaseEntry>(entry.body);
    const auto& asked = purchase.operation;
    if (before_first_send(entry, sale, policy)) return Agreement::anothers;
    const bool same = same_customer(purchase, sale) && sale.total == asked.total;
    const bool all = same && sale.cash == asked.cash && same_points(asked, sale);
    if (all) return Agreement::ours;
    if (parts_of(number_of(entry)).installation.empty()) return Agreement::anothers;
    return same && asked.points > Points() ? Agreement::ours : Agreement::doubtful;
}

bool may_be_sale_of(const RefundEntry& refund, const Operation& sale) {
    if (refund.sold_at && sale.created < *refund.sold_at) return false;
    const auto& noted = refund.sale;
    if (!noted || !parts_of(refund.number).installation.empty()) return true;
    const auto within = [&](Money off) {
        return sale.total >= noted->least - off && sale.total <= noted->most - off;
    };
    const bool redeemed = noted->points > Points() && sale.points == -noted->points;
    const bool awarded = sale.points >= Points();
    // An offline redemption that the cloud refused leaves an award of what was paid.
    return redeemed ? within({}) : awarded && (within({}) || within(worth(noted->points)));
}

}  // namespace tillpoints::replay
