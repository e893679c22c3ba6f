#include "plugin/limits/offline_redemptions.hpp"

namespace tillpoints::limits {
namespace {

OfflineRedemptionRow deletion_of(const EntryId& entry) {
    return {entry, "", 0, Points(), true};
}

}  // namespace

OfflineRedemptions::OfflineRedemptions(Calendar calendar, const std::vector<OfflineRedemptionRow>& stored)
    : calendar_(calendar) {
    for (const auto& it : stored) redemptions_.insert_or_assign(it.entry, it);
}

OfflineExposure OfflineRedemptions::exposure(const std::string& customer, Timestamp now) const {
    OfflineExposure out;
    for (const auto& [entry, it] : redemptions_) {
        if (!it.settled) out.terminal_open += it.points;
        if (it.customer != customer) continue;
        if (!it.settled) out.customer_open += it.points;
        if (it.day >= calendar_.day(now)) out.customer_today += it.points;
    }
    return out;
}

std::vector<EntryId> OfflineRedemptions::open() const {
    std::vector<EntryId> out;
    for (const auto& [entry, it] : redemptions_)
        if (!it.settled) out.push_back(entry);
    return out;
}

void OfflineRedemptions::add(OfflineRedemptionRow redemption, Timestamp now, Rows& rows) {
    redemption.day = calendar_.day(now);
    rows.offline_redemptions.push_back(redemption);
    redemptions_.insert_or_assign(redemption.entry, std::move(redemption));
}

void OfflineRedemptions::withdraw(const EntryId& entry, Rows& rows) {
    auto redemption = redemptions_.extract(entry);
    if (!redemption) return;
    rows.offline_redemptions.push_back(deletion_of(entry));
    withdrawn_.insert(std::move(redemption));
}

void OfflineRedemptions::settle(const EntryId& entry, Rows& rows) {
    const auto found = redemptions_.find(entry);
    if (found == redemptions_.end() || found->second.settled) return;
    found->second.settled = true;
    rows.offline_redemptions.push_back(found->second);
}

void OfflineRedemptions::undo_withdraw(const EntryId& entry) {
    if (auto redemption = withdrawn_.extract(entry)) redemptions_.insert(std::move(redemption));
}

void OfflineRedemptions::limit_to(Timestamp now, Rows& rows) {
    for (auto& [entry, it] : redemptions_) {
        if (it.day <= calendar_.day(now)) continue;
        it.day = calendar_.day(now);
        rows.offline_redemptions.push_back(it);
    }
}

void OfflineRedemptions::drop_outdated(Timestamp now, Rows& rows) {
    withdrawn_.clear();
    std::erase_if(redemptions_, [&](const auto& it) {
        if (!it.second.settled || it.second.day >= calendar_.day(now)) return false;
        rows.offline_redemptions.push_back(deletion_of(it.first));
        return true;
    });
}

}  // namespace tillpoints::limits
