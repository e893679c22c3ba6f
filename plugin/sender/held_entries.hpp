#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <variant>
#include <vector>

#include "plugin/entries/change.hpp"

namespace tillpoints {

/// One batch on its way to the disk.
struct BatchId {
    std::uint64_t value = 0;
    friend auto operator<=>(const BatchId&, const BatchId&) = default;
};

/// The outbox entries held in memory, in order of storing. A change is in effect as soon as its batch is
/// given to the disk, so memory is never older than the disk. If the disk refuses the batch, that change
/// alone is dropped, and the changes given to the disk after it stay. A pure value.
class HeldEntries {
  public:
    const EntryQueue& in_order() const { return entries_; }
    std::size_t size() const { return entries_.size(); }
    /// Null where it is not held. Valid until the next call that changes something.
    const OutboxEntry* find(const EntryId& id) const;

    /// An entry as it is on the disk: in the place of the one with its id, or the last. Changes of it that
    /// the disk has not answered for stay in effect.
    void put(OutboxEntry entry);
    void erase(const EntryId& id);
    template <class Unwanted>
    void erase_if(Unwanted unwanted) {
        std::vector<EntryId> ids;
        for (const auto& entry : entries_)
            if (unwanted(entry)) ids.push_back(entry.id);
        for (const auto& id : ids) erase(id);
    }
    /// Takes no step before `until`. Not worth storing.
    void rest(const EntryId& id, Timestamp until);

    BatchId next_batch() { return {++batches_}; }
    /// A change that goes to the disk with `batch`; gives the entry as it is to be stored, null where it is
    /// not held.
    const OutboxEntry* change(const EntryChange& change, BatchId batch);
    /// A step of replay that goes to the disk with `batch`. `after` was decided from the entry as it is held.
    void step(OutboxEntry after, BatchId batch);

    /// The disk has stored or refused the batch. Gives the entries that are to be stored once more: a later
    /// batch wrote them with a change of a refused one in them.
    std::vector<OutboxEntry> settle(BatchId batch, bool stored);

  private:
    struct Step {
        OutboxEntry after;
        bool withdraws = false;  ///< the step itself found the entry to be unwanted
    };
    struct Unsettled {
        BatchId batch;
        std::variant<EntryChange, Step> what;
        bool stored = false;
    };
    /// An entry with changes that the disk has not answered for, oldest first.
    struct History {
        OutboxEntry settled;
        std::vector<Unsettled> changes;
        bool disk_differs = false;
    };

    static OutboxEntry made(OutboxEntry entry, const Unsettled& change);
    OutboxEntry* held(const EntryId& id);
    History& history_of(const OutboxEntry& entry);
    void refresh(const EntryId& id, const History& history);
    static void settle_change(History& history, BatchId batch, bool stored);

    EntryQueue entries_;
    std::map<EntryId, std::size_t> places_;  ///< counted from the first entry that was ever held
    std::size_t places_before_ = 0;          ///< the place of the first entry that is held now
    std::map<EntryId, History> unsettled_;
    std::uint64_t batches_ = 0;
};

}  // namespace tillpoints
