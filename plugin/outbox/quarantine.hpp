#pragma once
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "plugin/outbox/journal_table.hpp"
#include "plugin/outbox/row.hpp"
#include "protocol/timestamp.hpp"

namespace tillpoints::outbox {

/// A table whose rows are `seq`, plain columns and `sealed`.
struct SealedTable {
    std::string_view name;
    std::vector<std::string_view> columns;
    int id_column;                  ///< the plain column that identifies the record
    int receipt_column;             ///< below zero: records belong to no receipt
    std::string_view indexed = {};  ///< a column that an index needs and that hardly ever changes

    std::string column_list() const;
    /// "SELECT seq, columns, sealed FROM name " and the rest.
    std::string select(std::string_view rest) const;
    /// "INSERT INTO name(columns, sealed) VALUES(?, ...) ON CONFLICT(id) DO UPDATE SET everything".
    std::string upsert() const;
    /// "UPDATE name SET the others WHERE id=? AND indexed=?", which leaves the index as it is.
    std::string change() const;
};

/// Stores a row, by `change` if it is there with the same indexed column, otherwise by `upsert`.
void put(Statement& change, Statement& upsert, std::span<const Cell> cells, std::string_view sealed);

/// A row as it was read, before its seal is checked.
struct StoredRow {
    std::int64_t seq = 0;
    Row cells;
    std::string sealed;
};

StoredRow read_stored(const Query& query, const SealedTable& table);

/// Moves damaged records out of their tables and keeps them for an operator.
class Quarantine {
  public:
    Quarantine(Database& database, JournalTable& journal, std::function<Timestamp()> now);

    /// Notes a damaged record; called while a query may still be running.
    void meet(const SealedTable& table, StoredRow row, const std::string& reason);
    /// Moves the noted records in one transaction. If the disk refuses it, the reader does not fail: the
    /// records stay where they are and are noted again by the next query.
    void settle(bool may_write);
    std::int64_t count();

  private:
    struct Damaged {
        const SealedTable* table;
        StoredRow row;
        std::string reason;
    };
    void move(const Damaged& damaged);
    std::string at_stake(const std::string& receipt);

    Database& database_;
    JournalTable& journal_;
    std::function<Timestamp()> now_;
    Statement insert_;
    Statement count_;
    Statement sums_;
    std::vector<Damaged> met_;
};

/// Decodes a query's rows with `decode(StoredRow)` until `most` were good; a row for which it throws
/// Undecodable is moved to quarantine.
template <class Decode, class Visit>
void read_records(Query& query, const SealedTable& table, Quarantine& quarantine, Decode decode, Visit visit,
                  std::size_t most = std::numeric_limits<std::size_t>::max()) {
    for (std::size_t good = 0; good < most && query.next();) {
        StoredRow row = read_stored(query, table);
        try {
            visit(decode(row));
            ++good;
        } catch (const Undecodable& damage) {
            quarantine.meet(table, std::move(row), damage.reason);
        }
    }
}

}  // namespace tillpoints::outbox
