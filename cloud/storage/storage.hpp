#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "cloud/storage/transaction.hpp"
#include "protocol/error.hpp"

namespace tillpoints::cloud {

struct Migration;

/// The database failed, or may not be opened by this version. The transaction in which it failed left nothing
/// behind.
struct StorageFailed : std::runtime_error {
    StorageFailed(Errc why, const std::string& what) : std::runtime_error(what), code(why) {}
    Errc code;  ///< storage_failed, storage_busy, storage_newer
};

/// What was asked for is in archived entries, of which only sums are in the books.
struct BooksArchived : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// The database did not let a transaction begin: it is away, or other transactions blocked it too long. An
/// immediate retry would wait as long again.
struct TransactionNotStarted : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// The connection was lost during the commit, so the transaction may or may not have happened. It is not run
/// again.
struct CommitOutcomeUnknown : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// The cloud's database. May be used by several threads.
class Storage {
  public:
    using Work = std::function<void(Transaction&)>;
    virtual ~Storage() = default;

    /// Runs `work` in one transaction: durable when this returns; rolled back entirely if anything throws,
    /// and the exception goes on. If the database aborts the transaction, `work` is run again from its
    /// beginning, so it must not change anything outside the database that a second run would not overwrite.
    /// Must not be called from inside `work`.
    virtual void transact(const Work& work) = 0;
    /// The same for a transaction that only reads.
    virtual void read(const Work& work) = 0;
    /// The same for one that reads much and for which no till waits, such as a report: while others write, it
    /// leaves them most of the database's time and takes the longer itself.
    virtual void read_much(const Work& work) { read(work); }
    /// Runs works for the price of one wait for the disk. Returns what each of them threw; nothing for a work
    /// that is durable, and so is all that it was shown. The failure of one work does not fail another; but
    /// if no transaction can be begun (TransactionNotStarted), the rest is not tried. A work may be run more
    /// than once, as with `transact`.
    virtual std::vector<std::exception_ptr> transact_all(const std::vector<Work>& works);
};

/// Runs all of the works in one transaction, in their order. If that fails, each is run in a transaction of
/// its own; but if no transaction can be begun (TransactionNotStarted, storage_busy), the rest is not tried.
std::vector<std::exception_ptr> share_transaction(Storage& storage, const std::vector<Storage::Work>& works);

/// Opens or makes the database file. Throws StorageFailed; a schema of a newer version is refused untouched.
std::unique_ptr<Storage> open_sqlite_storage(const std::string& path);

/// Opens a database of a PostgreSQL server, by a URI or libpq's keywords and values; several processes may
/// use it. Creates its tables. Throws StorageFailed; a schema of a newer version is refused untouched. No
/// message contains the password.
std::unique_ptr<Storage> open_postgres_storage(const std::string& database);
/// The same for a version that knows these migrations (schema.hpp).
std::unique_ptr<Storage> open_postgres_storage(const std::string& database,
                                               const std::vector<Migration>& known);

}  // namespace tillpoints::cloud
