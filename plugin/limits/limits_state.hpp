#pragma once
#include <map>
#include <string>
#include <vector>

#include "plugin/limits/grant.hpp"
#include "plugin/limits/rows.hpp"
#include "plugin/limits/settings.hpp"

/// What a terminal remembers of customers and has counted, in memory as on the disk. A value: no clock, no
/// file. Windows of time only move forward, so a clock that is set back resets no limit.
namespace tillpoints::limits {

enum class Span { day, hour, for_good };

/// Something that is counted.
struct Counted {
    std::string name;
    Span span = Span::day;
    friend bool operator==(const Counted&, const Counted&) = default;
};
Counted awards_of(const std::string& customer_key);
Counted redemptions_of(const std::string& cashier);
/// Kept for the shift's summary.
Counted refusals_of(const std::string& shift, Reason reason);

/// What one step of a receipt changes here; taken back as a whole if it cannot be stored.
struct Changes {
    std::vector<Snapshot> learned = {};
    std::vector<Counted> counted = {};                ///< once each
    std::vector<OfflineRedemptionRow> promised = {};  ///< `day` is filled in by the book
    std::vector<EntryId> taken_back = {};             ///< promises that never reached paper
    std::vector<EntryId> settled = {};                ///< promises that need the cloud's answer no more
    bool empty() const {
        return learned.empty() && counted.empty() && promised.empty() && taken_back.empty() &&
               settled.empty();
    }
};

class LimitsState {
  public:
    LimitsState() = default;
    /// `rows`: all that is stored. `local`: the terminal's clock as this run begins.
    LimitsState(CustomerMemory memory, VelocityLimits velocity, Rows rows, Timestamp local);

    /// The time limits go by: the cloud's where it is known; else the terminal's clock, but never earlier
    /// than anything written down before.
    Timestamp time(Timestamp local, std::optional<Timestamp> cloud) const;
    /// The cloud has told its time. What a clock gone ahead wrote down for days to come counts today.
    Rows set_right(Timestamp cloud);

    const Snapshot* find(const std::string& key) const;
    std::int64_t count(const Counted& counted, Timestamp now) const;
    Standing standing(const std::string& customer, Timestamp now) const;
    /// How often each limit refused in this shift; only those that did.
    std::vector<std::pair<Reason, std::int64_t>> refusals(const std::string& shift) const;

    /// Takes the changes in; gives the rows to store with them, outdated ones to drop among them.
    Rows apply(const Changes& changes, Timestamp now);
    /// What `apply` took in was not stored. What is known of customers and of promises settled stays: it is
    /// true.
    void revert(const Changes& changes);

    /// The customer's balance fell by points that the cloud took.
    std::vector<Snapshot> spent(const std::optional<CustomerUid>& uid, const std::string& key,
                                Points points) const;
    std::vector<EntryId> open_offline_redemptions() const;

  private:
    std::int64_t day(Timestamp now) const;
    std::int64_t window(Span span, Timestamp now) const;
    void put(Snapshot snapshot, Rows& rows);
    void drop_outdated(Timestamp now, Rows& rows);
    void note_time(Timestamp now, Rows& rows);

    CustomerMemory memory_;
    VelocityLimits velocity_;
    std::map<std::string, Snapshot> snapshots_;
    std::map<std::string, Counter> counters_;
    std::map<EntryId, OfflineRedemptionRow> offline_redemptions_;
    std::map<EntryId, OfflineRedemptionRow> taken_back_;  ///< until their batch is stored or refused
    std::chrono::milliseconds ahead_{0};                  ///< the terminal's clock went back by so much
    std::int64_t tidied_ = 0;                             ///< day of the last look for outdated rows
};

}  // namespace tillpoints::limits
