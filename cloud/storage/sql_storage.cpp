#include <atomic>
#include <chrono>

#include "cloud/storage/connection_pool.hpp"
#include "cloud/storage/schema.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

using Work = Storage::Work;

enum class Commit { durable, for_now };

/// Work in a transaction, or in several one after another if the database aborts them.
class Attempts {
  public:
    explicit Attempts(Connection& connection) : connection_(connection) {}

    void run(Access access, const Work& work, Commit commit) {
        while (!done(access, work, commit)) continue;
    }

  private:
    /// False if the database aborted the transaction; after the last attempt that is thrown like any failure.
    bool done(Access access, const Work& work, Commit commit) {
        try {
            once(access, work, commit);
            return true;
        } catch (const TransactionAborted& aborted) {
            // Two that deadlocked may do so again. Who is lost, or a duplicate, is so for good if it is
            // twice.
            const int most = aborted.code == Errc::storage_busy ? 10 : 3;
            if (++made_ >= most || std::chrono::steady_clock::now() > until_) throw;
            return false;
        }
    }

    void once(Access access, const Work& work, Commit commit) {
        try {
            begin(access);
            Transaction db(connection_, access);
            work(db);
            db.finish();
            commit == Commit::durable ? connection_.commit() : connection_.commit_for_now();
        } catch (...) {
            connection_.rollback();
            throw;
        }
    }

    void begin(Access access) {
        try {
            connection_.begin(access);
        } catch (const TransactionAborted&) {
            throw;
        } catch (const StorageFailed& failure) {
            throw TransactionNotStarted(failure.code, failure.what());
        }
    }

    Connection& connection_;
    int made_ = 0;
    /// No other attempt after this, so that nothing comes of a request whose terminal has long given up.
    const std::chrono::steady_clock::time_point until_ =
        std::chrono::steady_clock::now() + std::chrono::seconds(20);
};

/// The works of one wait for the disk: each in a transaction of its own that commits for now and so gives its
/// locks back at once, and at the end all that is committed is made durable before anybody is answered.
class WorksApart {
  public:
    WorksApart(Connection& connection, const std::vector<Work>& works)
        : connection_(connection), works_(works), failures_(works.size()) {}

    std::vector<std::exception_ptr> run() {
        for (std::size_t at = 0; at < works_.size() && !given_up_; ++at) run(at);
        if (connection_.owes_durability()) make_durable();
        return std::move(failures_);
    }

  private:
    void run(std::size_t at) {
        // Who waits behind others that wait for a lock is answered before its terminal gives up.
        if (std::chrono::steady_clock::now() > until_) return give_up(at, busy());
        const auto session = connection_.session();
        try {
            Attempts(connection_).run(Access::write, works_[at], Commit::for_now);
        } catch (const TransactionNotStarted&) {
            give_up(at, std::current_exception());
        } catch (...) {
            failures_[at] = std::current_exception();
        }
        // What the lost session had committed for now may be lost with it.
        if (connection_.session() != session) doubt(at);
    }

    static std::exception_ptr busy() {
        return std::make_exception_ptr(
            TransactionNotStarted(Errc::storage_busy, "the requests before this one took too long"));
    }

    void give_up(std::size_t from, const std::exception_ptr& why) {
        given_up_ = true;
        for (auto at = from; at < failures_.size(); ++at) failures_[at] = why;
        doubt(from);
    }

    void doubt(std::size_t before) {
        for (auto at = settled_; at < before; ++at)
            if (!failures_[at])
                failures_[at] = std::make_exception_ptr(CommitOutcomeUnknown(
                    Errc::storage_failed, "whether the last transaction was committed is not known"));
        settled_ = std::max(settled_, before);
    }

    void make_durable() {
        try {
            connection_.make_durable();
        } catch (const StorageFailed&) {
            doubt(works_.size());
        }
    }

    Connection& connection_;
    const std::vector<Work>& works_;
    std::vector<std::exception_ptr> failures_;
    std::size_t settled_ = 0;  ///< the outcome of those before is certain
    bool given_up_ = false;
    const std::chrono::steady_clock::time_point until_ =
        std::chrono::steady_clock::now() + std::chrono::seconds(10);
};

/// The storage over any database: some connections write, some read.
class SqlStorage : public Storage {
  public:
    SqlStorage(const ConnectionPool::Connect& connect, const std::vector<Migration>& known,
               std::size_t most_writing, std::size_t most_reading) {
        auto first = connect();
        migrate(*first, std::ssize(known), known);
        first->join(std::ssize(known));
        locks_rows_ = first->locks_rows();
        const auto join = [connect, schema = std::ssize(known)] {
            auto connection = connect();
            connection->join(schema);
            return connection;
        };
        writing_ = std::make_unique<ConnectionPool>(std::move(first), join, most_writing);
        if (most_reading > 0) reading_ = std::make_unique<ConnectionPool>(join(), join, most_reading);
        prepare_chunks();
    }

    void transact(const Work& work) override {
        {
            const auto connection = writing_->take();
            Attempts(*connection).run(Access::write, work, Commit::durable);
        }
        count_written(1);
    }

    void read(const Work& work) override { read_by(Access::read, work); }
    void read_much(const Work& work) override { read_by(Access::read_much, work); }

    std::vector<std::exception_ptr> transact_all(const std::vector<Work>& works) override {
        if (!locks_rows_) return share_transaction(*this, works);
        try {
            auto failures = WorksApart(*writing_->take(), works).run();
            count_written(works.size());
            return failures;
        } catch (const TransactionNotStarted&) {
            return std::vector<std::exception_ptr>(works.size(), std::current_exception());
        }
    }

  private:
    /// What is written has a chunk of the ledger long before it is full: a transaction writes a few entries,
    /// and each process looks after so many transactions.
    void count_written(std::size_t transactions) {
        constexpr std::size_t between_looks = 10'000;
        const auto before = written_.fetch_add(transactions);
        if (before / between_looks != (before + transactions) / between_looks) prepare_chunks();
    }

    void prepare_chunks() {
        if (!locks_rows_) return;
        try {
            const auto connection = writing_->take();
            Attempts(*connection)
                .run(
                    Access::write, [](Transaction& db) { db.archive.prepare(); }, Commit::durable);
        } catch (const StorageFailed&) {
            // Long reads left no moment for it. There is room for hundreds of looks.
        }
    }

    void read_by(Access access, const Work& work) {
        const auto connection = reading_ ? reading_->take() : writing_->take();
        Attempts(*connection).run(access, work, Commit::durable);
    }

    std::unique_ptr<ConnectionPool> writing_;
    std::unique_ptr<ConnectionPool> reading_;
    bool locks_rows_ = false;
    std::atomic<std::size_t> written_ = 0;
};

}  // namespace

namespace {

/// As many connections as a process has threads that use the database, so that nobody waits at the pool
/// behind a report.
constexpr std::size_t most_threads = 15;

}  // namespace

std::unique_ptr<Storage> open_sqlite_storage(const std::string& path) {
    // Each connection to ":memory:" would have a database of its own.
    const std::size_t readers = path == ":memory:" ? 0 : most_threads;
    return std::make_unique<SqlStorage>([path] { return connect_sqlite(path); }, known_migrations(), 1,
                                        readers);
}

std::unique_ptr<Storage> open_postgres_storage(const std::string& database) {
    return open_postgres_storage(database, known_migrations());
}

std::unique_ptr<Storage> open_postgres_storage(const std::string& database,
                                               const std::vector<Migration>& known) {
    return std::make_unique<SqlStorage>([database] { return connect_postgres(database); }, known,
                                        most_threads, 0);
}

}  // namespace tillpoints::cloud
