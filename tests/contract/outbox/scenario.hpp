#pragma once
#include <memory>
#include <optional>

#include "recorded_disk.hpp"
#include "sample_entries.hpp"

/// A register's work on the outbox as a list of batches, and what the outbox must hold after each of them.
namespace tillpoints::testing {

/// An outbox in memory whose disk is recorded.
struct RecordedOutbox {
    RecordedOutbox();

    Shop shop{Place::memory};
    RecordedDisk disk;
    std::unique_ptr<Outbox> outbox;
};

/// Sales, redemptions, refunds and state changes, some batches of many entries, some of them not to be synced
/// at once; the same for the same count.
std::vector<Batch> shop_hours(std::size_t batches);

/// Everything that a batch can change, in plain containers.
struct Contents {
    std::vector<OutboxEntry> entries;
    std::vector<StoredSession> unfinished;
    std::vector<JournalLine> journal;  ///< of the receipt "day"
    std::optional<std::string> settings;

    void apply(const Batch& batch);
    friend bool operator==(const Contents&, const Contents&) = default;
};

/// Throws if it cannot be read.
Contents contents_of(Outbox& outbox);

/// One batch of a commit: the number of the disk's steps when the commit began and when it was answered.
struct Attempt {
    std::size_t first = 0;  ///< the first of the batches that were committed together
    std::size_t began = 0;
    std::size_t answered = 0;
    bool acknowledged = false;
};

/// Commits batches on a recording disk, some of them together, with tidy() and reopening in between.
std::vector<Attempt> play(const Shop& shop, RecordedDisk& disk, const std::vector<Batch>& batches);

}  // namespace tillpoints::testing
