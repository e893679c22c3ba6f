#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "cloud/storage/transaction.hpp"
#include "protocol/error.hpp"

namespace tillpoints::cloud {

/// The database failed or is not ours to open. The transaction it happened in left nothing behind.
struct StorageFailed : std::runtime_error {
    StorageFailed(Errc why, const std::string& what) : std::runtime_error(what), code(why) {}
    Errc code;  ///< storage_failed, storage_busy, storage_newer
};

/// The database did not let a transaction begin: it is away, or others held it too long. Who tries at once
/// again waits as long for the same.
struct TransactionNotStarted : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// The database did not say whether it committed. The transaction may have happened; it is not done again.
struct CommitOutcomeUnknown : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// One database of books. Used by one thread at a time.
class Storage {
  public:
    virtual ~Storage() = default;

    /// Runs `work` in one transaction: durable when this returns; undone entirely if anything throws, and the
    /// exception goes on. Where the database gives the transaction up, `work` is run again from its
    /// beginning: it changes nothing outside the books that a second run would not put right. Not to be
    /// called from inside `work`.
    virtual void transact(const std::function<void(Transaction&)>& work) = 0;
    /// The same without the right to write.
    virtual void read(const std::function<void(Transaction&)>& work) = 0;
};

/// Does all of the works in one transaction, in their order, for the price of one commit. Where that does not
/// come to pass, each is done in one of its own, so that nobody's failure is another's; but where the books
/// cannot be had at all (TransactionNotStarted, storage_busy) nobody waits for them once more. Answers what
/// each of them threw; nothing where it is durable. A work may be run more than once, as with `transact`.
std::vector<std::exception_ptr> transact_all(Storage& storage,
                                             const std::vector<std::function<void(Transaction&)>>& works);

/// Opens or makes the database file. Throws StorageFailed; a schema of a newer version is refused untouched.
std::unique_ptr<Storage> open_sqlite_storage(const std::string& path);

/// Opens the database of a PostgreSQL server, by a URI or libpq's keywords and values; several processes may.
/// Makes its tables. Throws StorageFailed; a schema of a newer version is refused untouched. No message holds
/// the password.
std::unique_ptr<Storage> open_postgres_storage(const std::string& database);

}  // namespace tillpoints::cloud
