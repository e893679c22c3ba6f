#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {

/// The cloud's postings and the terminals' entries laid side by side.
class Books {
  public:
    /// `lost`: what disks that died held.
    Books(Shop& shop, const std::vector<std::pair<std::size_t, OutboxEntry>>& lost);

    struct Entry {
        OutboxEntry entry;
        std::size_t till;
    };
    /// Every terminal's entries.
    const std::vector<Entry>& entries() const { return entries_; }
    const OutboxEntry* entry(std::size_t till, const EntryId& id) const;
    std::vector<const OutboxEntry*> entries_of(std::size_t till, const ReceiptId& receipt) const;
    /// A purchase of a terminal, or of a disk that died, has this number.
    bool has_number(const std::string& number) const;

    const Posting* posting(OperationId id) const;
    std::vector<const Posting*> sales_with(const std::string& number) const;
    std::vector<const Posting*> reversals_of(OperationId sale) const;
    /// All of this sale was given back by then.
    bool given_back_by(const Posting& sale, Timestamp time) const;
    /// How many entries say that this reversal is theirs.
    std::int64_t claims(OperationId reversal) const;
    /// A reversal nobody claims, of a sale with an entry that was parked in doubt about its own.
    bool may_be_unclear(const Posting& reversal) const;
    std::int64_t rewards_for(const OutboxEntry& correction) const;
    bool has_entry(const RewardPosting& reward) const;
    /// The award of what was paid where points redeemed offline were refused.
    bool in_place_of_an_offline_redemption(const OutboxEntry& award) const;
    bool stands_on_parked(std::size_t till, const OutboxEntry& entry) const;
    /// Entries, those of dead disks among them, that may have given back something of this operation.
    std::size_t causes_of_reversals(OperationId sale) const;
    /// What the journal says the day moved on a member's balance, parked entries as the cloud has them.
    Points moved(ParticipantId member) const;

  private:
    Points moved_by(const OutboxEntry& entry, ParticipantId member) const;
    Points moved_by_lost(const OutboxEntry& entry, ParticipantId member) const;

    const Shop& shop_;
    std::vector<Entry> entries_;
    std::vector<Entry> only_lost_;  ///< on a disk that died, and on no disk now
    std::vector<Entry> lost_;
    std::map<std::pair<std::size_t, EntryId>, std::size_t> places_;
    std::multimap<std::pair<std::size_t, ReceiptId>, std::size_t> by_receipt_;
    std::set<std::string> numbers_;
};

}  // namespace tillpoints::simulation
