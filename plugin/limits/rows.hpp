#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/json.hpp"
#include "protocol/money.hpp"
#include "protocol/timestamp.hpp"

/// The limits as the outbox stores them.
namespace tillpoints::limits {

/// A customer as the cloud last described them, under a keyed hash of the phone or card presented.
struct Snapshot {
    std::string key;
    std::optional<CustomerUid> uid;
    std::string tier;
    Points balance;
    Percent cashback_rate;
    std::optional<Percent> most_of_receipt;  ///< the tier's share of a receipt that points may pay
    Timestamp as_of;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// How often something happened in one window of time (a day or an hour, by its number).
struct Counter {
    std::string name;
    std::int64_t window = 0;
    std::int64_t count = 0;
    friend bool operator==(const Counter&, const Counter&) = default;
};

/// Points redeemed without the cloud.
struct OfflineRedemptionRow {
    EntryId entry;
    std::string customer;  ///< keyed hash
    std::int64_t day = 0;
    Points points;
    bool settled = false;  ///< the cloud has answered for it
    friend bool operator==(const OfflineRedemptionRow&, const OfflineRedemptionRow&) = default;
};

/// Rows to be stored together. A counter of 0, a redemption of no points and a key in `forgotten` are
/// deleted.
struct Rows {
    std::vector<Snapshot> snapshots = {};
    std::vector<std::string> forgotten = {};  ///< keys of snapshots
    std::vector<Counter> counters = {};
    std::vector<OfflineRedemptionRow> offline_redemptions = {};
    bool empty() const {
        return snapshots.empty() && forgotten.empty() && counters.empty() && offline_redemptions.empty();
    }
};

/// Puts `later` behind what is there, so that storing both at once ends like storing one after the other.
void append(Rows& rows, Rows later);

/// The stored form of a snapshot, without its key and time.
Json to_json(const Snapshot& snapshot);
Result<Snapshot> snapshot_from(const Json& json);

}  // namespace tillpoints::limits
