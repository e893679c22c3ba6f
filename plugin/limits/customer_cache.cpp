#include "plugin/limits/customer_cache.hpp"

#include <algorithm>

namespace tillpoints::limits {

CustomerCache::CustomerCache(CustomerCacheSettings settings, const std::vector<Snapshot>& stored)
    : settings_(settings) {
    for (const auto& it : stored) snapshots_.insert_or_assign(it.key, it);
}

const Snapshot* CustomerCache::find(const std::string& key) const {
    const auto found = snapshots_.find(key);
    return found == snapshots_.end() ? nullptr : &found->second;
}

std::vector<Snapshot> CustomerCache::after_redemption(const std::optional<CustomerUid>& uid,
                                                      const std::string& key, Points points) const {
    std::vector<Snapshot> out;
    for (const auto& [name, snapshot] : snapshots_) {
        if (name != key && !(uid && snapshot.uid == uid)) continue;
        out.push_back(snapshot);
        out.back().balance -= points;
    }
    return out;
}

CustomerCache CustomerCache::excerpt(const std::vector<std::string>& keys,
                                     const std::optional<CustomerUid>& uid) const {
    CustomerCache out(settings_, {});
    for (const auto& key : keys)
        if (const auto found = snapshots_.find(key); found != snapshots_.end()) out.snapshots_.insert(*found);
    if (!uid) return out;
    for (const auto& it : snapshots_)
        if (it.second.uid == uid) out.snapshots_.insert(it);
    return out;
}

void CustomerCache::put(Snapshot snapshot, Rows& rows) {
    if (settings_.customers == 0) return;
    rows.snapshots.push_back(snapshot);
    snapshots_.insert_or_assign(snapshot.key, std::move(snapshot));
    if (snapshots_.size() <= settings_.customers) return;
    const auto oldest = std::min_element(snapshots_.begin(), snapshots_.end(),
                                         [](auto& a, auto& b) { return a.second.as_of < b.second.as_of; });
    rows.forgotten.push_back(oldest->first);
    snapshots_.erase(oldest);
}

void CustomerCache::forget(const std::function<bool(const Snapshot&)>& is_meant, Rows& rows) {
    std::erase_if(snapshots_, [&](const auto& it) {
        if (!is_meant(it.second)) return false;
        rows.forgotten.push_back(it.first);
        return true;
    });
}

void CustomerCache::drop_outdated(Timestamp now, Rows& rows) {
    std::erase_if(snapshots_, [&](const auto& it) {
        if (now - it.second.as_of <= settings_.keep) return false;
        rows.forgotten.push_back(it.first);
        return true;
    });
}

}  // namespace tillpoints::limits
