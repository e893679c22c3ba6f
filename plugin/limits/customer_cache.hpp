#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/limits/rows.hpp"
#include "plugin/limits/settings.hpp"

namespace tillpoints::limits {

/// The customers the cloud has told of, for the time without network. Each has one snapshot for every
/// identity (phone or card) under a keyed hash of it.
class CustomerCache {
  public:
    CustomerCache() = default;
    CustomerCache(CustomerCacheSettings settings, const std::vector<Snapshot>& stored);

    const Snapshot* find(const std::string& key) const;
    /// The snapshots of one customer with `points` taken from their balance; the cache itself is unchanged.
    std::vector<Snapshot> after_redemption(const std::optional<CustomerUid>& uid, const std::string& key,
                                           Points points) const;
    /// The same with the snapshots under these keys and of this customer only.
    CustomerCache excerpt(const std::vector<std::string>& keys, const std::optional<CustomerUid>& uid) const;
    /// Stores a snapshot. Where the cache is full, the one with the oldest time makes room.
    void put(Snapshot snapshot, Rows& rows);
    /// Drops the snapshots of a customer: those of whom `is_meant` says so.
    void forget(const std::function<bool(const Snapshot&)>& is_meant, Rows& rows);
    /// Drops snapshots older than the settings allow.
    void drop_outdated(Timestamp now, Rows& rows);

  private:
    CustomerCacheSettings settings_;
    std::map<std::string, Snapshot> snapshots_;
};

}  // namespace tillpoints::limits
