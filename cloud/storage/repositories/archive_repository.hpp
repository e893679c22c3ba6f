#pragma once
#include <optional>
#include <vector>

#include "cloud/ledger/report_rows.hpp"

namespace tillpoints::cloud {

class Connection;

/// A range of entries that can be archived together.
struct LedgerChunk {
    std::int64_t first_entry = 0;
    std::int64_t end_entry = 0;  ///< behind the last that it can hold
    std::optional<Timestamp> archived;
    std::optional<Timestamp> oldest;  ///< of its entries
    std::optional<Timestamp> newest;
};

/// The chunks of the ledger. Only PostgreSQL has any; SQLite keeps its books whole.
class ArchiveRepository {
  public:
    explicit ArchiveRepository(Connection& connection) : connection_(connection) {}

    bool has_chunks() const;
    /// Makes chunks ahead, so that at least so many entries more have a place. A chunk holds a sixteenth of
    /// all entries, and at least `smallest`. Throws StorageFailed if long reads leave no moment for it.
    void prepare(std::int64_t ahead = 4'000'000, std::int64_t smallest = 1'000'000);
    /// All, the oldest first. Moments of chunks that are not archived are looked up in their entries.
    std::vector<LedgerChunk> chunks();
    /// Of the chunks that are not archived, those that no entry can be added to any more and of which every
    /// entry is older than `before`, the oldest first.
    std::vector<LedgerChunk> older_than(Timestamp before);

    /// Adds the chunk's sums to what is carried and puts its entries and postings aside. Tills wait 0.3 s at
    /// most for the moment in which the tables change. Throws StorageFailed, and then nothing has changed.
    void archive(const LedgerChunk& chunk, Timestamp now);
    /// Takes it back, if its entries are those that were archived.
    void attach(const LedgerChunk& chunk);

    /// Throws BooksArchived if only a part of what some archived chunk holds is of this period.
    void require_whole(const Period& period);
    /// Throws BooksArchived if any archived entry is of this period.
    void require_present(const Period& period);
    /// Might an entry of this operation be archived?
    bool is_archived(OperationId operation);

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
