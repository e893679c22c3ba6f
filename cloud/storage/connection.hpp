#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cloud/storage/storage.hpp"
#include "protocol/timestamp.hpp"

/// What a database must be able to do. The statements are the same for all: `?` for a parameter, `RETURNING`
/// for the columns of an inserted row, `ON CONFLICT` for a row that exists already.
namespace tillpoints::cloud {

/// How times are stored.
std::int64_t milliseconds_of(Timestamp time);
Timestamp time_of(std::int64_t milliseconds);

/// "?, ?, ?": for an IN with this many values.
std::string parameter_list(std::size_t count);

/// A prepared statement. Parameters and columns count from 0; what is read is valid until the next `next`.
class Statement {
  public:
    virtual ~Statement() = default;

    virtual void bind(int parameter, std::int64_t value) = 0;
    virtual void bind(int parameter, std::string_view text) = 0;
    virtual void bind_null(int parameter) = 0;

    /// Moves to the next row, the first call runs the statement; false behind the last. Throws StorageFailed.
    virtual bool next() = 0;
    /// For statements without rows. A database that is reached by network may be told of it later, before the
    /// next statement that has rows or the commit, one of which then throws what this would have.
    virtual void run() { next(); }
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string text(int column) const = 0;

    /// Ready to be bound and run again.
    virtual void reset() = 0;
};

/// One execution of a prepared statement: bind in order, then step through the rows and read their columns in
/// order. The destructor gives the statement back to its connection.
class Query {
  public:
    explicit Query(Statement& statement) : statement_(statement) {}
    ~Query() { statement_.reset(); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::int64_t value) { return statement_.bind(parameter_++, value), *this; }
    Query& bind(std::string_view text) { return statement_.bind(parameter_++, text), *this; }
    Query& bind(Timestamp time) { return bind(milliseconds_of(time)); }
    Query& bind_null() { return statement_.bind_null(parameter_++), *this; }
    template <class T>
    Query& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind_null();
    }

    /// Moves to the next row; false behind the last. Throws StorageFailed.
    bool next();
    /// For statements without rows.
    void run() { statement_.run(); }

    std::int64_t integer() { return statement_.integer(column_++); }
    std::string text() { return statement_.text(column_++); }
    Timestamp time() { return time_of(integer()); }
    std::optional<std::int64_t> maybe_integer();
    std::optional<std::string> maybe_text();
    std::optional<Timestamp> maybe_time();

  private:
    Statement& statement_;
    int parameter_ = 0;
    int column_ = 0;
};

enum class Access {
    write,
    read,
    read_much,  ///< see Storage::read_much
};

/// The database aborted a transaction, and nothing of it happened; run again, it may succeed.
struct TransactionAborted : StorageFailed {
    using StorageFailed::StorageFailed;
};

/// A connection to a database. Used by one thread.
class Connection {
  public:
    virtual ~Connection() = default;

    /// Prepared at its first use and kept. One query of a statement at a time.
    Query query(std::string_view sql) { return Query(prepared(sql)); }

    /// Statements without parameters and rows, separated by semicolons.
    virtual void execute(const std::string& sql) = 0;

    /// Each throws StorageFailed. A commit that throws has undone everything, unless it throws
    /// CommitOutcomeUnknown.
    virtual void begin(Access access) = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    /// In a statement behind an INSERT: the id that the row was given.
    virtual std::string_view last_id() const = 0;

    /// For what only one database has words for.
    virtual bool is_postgres() const { return false; }
    /// Does a transaction keep others out only from the rows it locks, so that each request has one of its
    /// own? Otherwise one writes at a time, and requests share a commit.
    virtual bool locks_rows() const { return false; }
    /// Behind a SELECT: keeps others from changing its rows until the transaction ends; with `skip`, rows
    /// that others keep are left out.
    virtual std::string_view row_lock() const { return ""; }
    virtual std::string_view row_lock_or_skip() const { return ""; }
    /// From here to its end this transaction is the only one of those that call this.
    virtual void take_turn() {}
    /// The same among those that archive: they work for minutes, and nobody else waits for them.
    virtual void take_turn_to_archive() {}
    /// From here to its end no other transaction changes customers; to be called before anything is locked.
    virtual void keep_customers() {}

    /// Commits, and the disk may have it later: at the latest when `make_durable` returns. Only what a
    /// restart of the server between the two takes away was never there.
    virtual void commit_for_now() { commit(); }
    /// Did a transaction since the last `make_durable` write or show what must be on the disk before anybody
    /// is told of it?
    virtual bool owes_durability() const { return false; }
    /// The transaction shows an operation, perhaps one whose writer has not made it durable yet.
    virtual void show_durable() {}
    /// All that is committed, by whomever, is on the disk when this returns. Throws CommitOutcomeUnknown.
    virtual void make_durable() {}
    /// Counts the sessions with the server; what was committed for now in an earlier one may be lost.
    virtual int session() const { return 0; }

    /// The schema's version, 0 of a new database. Within a transaction.
    virtual std::int64_t schema_version() = 0;
    /// Processes that know at least this version may work on the database.
    virtual std::int64_t oldest_process() { return schema_version(); }
    virtual void set_schema_version(std::int64_t version, std::int64_t oldest_process) = 0;
    void set_schema_version(std::int64_t version) { set_schema_version(version, version); }
    /// Says from now on, in every session, that a process which knows this version works here. Throws
    /// StorageFailed (storage_newer) if it may not any more.
    virtual void join(std::int64_t) {}
    /// Do processes work here that know no more than less than this version? Within a transaction, until
    /// whose end none can begin to.
    virtual bool has_older_processes(std::int64_t) { return false; }
    /// A migration in this database's dialect; it is written in SQLite's.
    virtual std::string translate(std::string migration) const = 0;

  protected:
    virtual Statement& prepared(std::string_view sql) = 0;
};

/// The file, made if it is not there. Throws StorageFailed.
std::unique_ptr<Connection> connect_sqlite(const std::string& path);
/// By a URI or libpq's keywords and values. A lost session is opened again at the next `begin`. Throws
/// StorageFailed; no message contains the password.
std::unique_ptr<Connection> connect_postgres(const std::string& database);

}  // namespace tillpoints::cloud
