#include <libpq-fe.h>

#include <charconv>
#include <chrono>
#include <vector>

#include "cloud/storage/postgres_dialect.hpp"
#include "cloud/storage/statements.hpp"

namespace tillpoints::cloud {
namespace {

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Rows = std::unique_ptr<PGresult, Clear>;

/// The session of a connection, opened again when it was lost.
class PostgresSession {
  public:
    explicit PostgresSession(const std::string& database) : target_(read_postgres_target(database)) {
        connect();
    }

    /// Returns the result of a command, or throws. A lost session is not reopened here, because what ran in
    /// it is undone.
    Rows checked(PGresult* given) {
        Rows rows(given);
        const auto status = PQresultStatus(rows.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return rows;
        // An error without a state does not come from the server; libpq may notice only later that the
        // session is over.
        const auto* field = PQresultErrorField(rows.get(), PG_DIAG_SQLSTATE);
        const std::string_view state = field ? field : "";
        const auto message = with_target(PQerrorMessage(session_.get()));
        lost_ = state.empty() || PQstatus(session_.get()) != CONNECTION_OK;
        if (lost_) throw TransactionAborted(Errc::storage_failed, message);
        if (is_conflict(state)) throw TransactionAborted(Errc::storage_busy, message);
        throw StorageFailed(is_lock_timeout(state) ? Errc::storage_busy : Errc::storage_failed, message);
    }

    Rows run(const char* sql) { return checked(PQexec(session_.get(), sql)); }

    bool lost() const { return lost_; }
    bool expiry_candidates() const { return PQtransactionStatus(session_.get()) == PQTRANS_IDLE; }

    /// Throws StorageFailed. After a failure the next try fails at once for a second, so that requests do not
    /// each wait for a server that is away.
    void connect() {
        if (std::chrono::steady_clock::now() < next_try_)
            throw StorageFailed(Errc::storage_failed, last_failure_);
        session_.reset(PQconnectdbParams(target_.keywords().data(), target_.values().data(), 0));
        lost_ = PQstatus(session_.get()) != CONNECTION_OK;
        if (lost_) {
            next_try_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
            last_failure_ = "cannot connect to " + with_target(PQerrorMessage(session_.get())) +
                            "; check that the server runs and that --database names it";
            throw StorageFailed(Errc::storage_failed, last_failure_);
        }
        PQsetNoticeProcessor(
            session_.get(), [](void*, const char*) {}, nullptr);
        if (std::string_view(PQparameterStatus(session_.get(), "server_encoding")) != "UTF8")
            throw StorageFailed(Errc::storage_failed,
                                with_target("its encoding is not UTF8; make it with CREATE DATABASE"
                                            " ... ENCODING 'UTF8' TEMPLATE template0"));
        run("SET synchronous_commit = on; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout "
            "= '15s'");
        ++number_;
    }

    /// The number of this session; statements that were prepared in an earlier one are gone.
    int number() const { return number_; }
    PGconn* handle() const { return session_.get(); }
    std::string with_target(std::string message) const {
        return target_.description() + ": " + target_.without_password(std::move(message));
    }

  private:
    struct Finish {
        void operator()(PGconn* session) const { PQfinish(session); }
    };
    PostgresTarget target_;
    std::unique_ptr<PGconn, Finish> session_;
    bool lost_ = true;
    int number_ = 0;
    std::chrono::steady_clock::time_point next_try_{};
    std::string last_failure_;
};

class PostgresStatement : public Statement {
  public:
    PostgresStatement(PostgresSession& session, std::string_view sql, int number)
        : session_(session), sql_(with_numbered_parameters(sql)), name_("s" + std::to_string(number)) {}

    void bind(int parameter, std::int64_t value) override { at(parameter) = std::to_string(value); }
    void bind(int parameter, std::string_view text) override {
        if (text.find('\0') != text.npos)
            throw StorageFailed(Errc::storage_failed,
                                session_.with_target("a text with a zero byte cannot be stored"));
        at(parameter) = std::string(text);
    }
    void bind_null(int parameter) override { at(parameter).reset(); }

    bool next() override {
        if (!rows_) run();
        return ++row_ < PQntuples(rows_.get());
    }

    bool is_null(int column) const override { return PQgetisnull(rows_.get(), row_, column) != 0; }
    std::int64_t integer(int column) const override {
        const auto digits = view(column);
        std::int64_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec != std::errc() || read.ptr != digits.data() + digits.size())
            throw StorageFailed(
                Errc::storage_failed,
                session_.with_target("expected a 64-bit integer, found " + std::string(digits)));
        return value;
    }
    std::string text(int column) const override { return std::string(view(column)); }

    void reset() override {
        values_.clear();
        rows_.reset();
        row_ = -1;
    }

  private:
    std::optional<std::string>& at(int parameter) {
        const auto index = static_cast<std::size_t>(parameter);
        if (values_.size() <= index) values_.resize(index + 1);
        return values_[index];
    }

    std::string_view view(int column) const {
        return {PQgetvalue(rows_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
    }

    void run() {
        auto* session = session_.handle();
        if (prepared_in_ != session_.number()) {
            session_.checked(PQprepare(session, name_.c_str(), sql_.c_str(), 0, nullptr));
            prepared_in_ = session_.number();
        }
        std::vector<const char*> values;
        for (const auto& value : values_) values.push_back(value ? value->c_str() : nullptr);
        rows_ = session_.checked(PQexecPrepared(session, name_.c_str(), static_cast<int>(values.size()),
                                                values.data(), nullptr, nullptr, 0));
    }

    PostgresSession& session_;
    std::string sql_;
    std::string name_;
    int prepared_in_ = 0;
    std::vector<std::optional<std::string>> values_;
    Rows rows_;
    int row_ = -1;
};

class PostgresConnection : public Connection {
  public:
    explicit PostgresConnection(const std::string& database) : session_(database) {}

    void execute(const std::string& sql) override { session_.run(sql.c_str()); }

    void begin(Access access) override {
        const auto* sql = access == Access::write ? begin_writing : begin_reading;
        if (session_.lost()) return session_.connect(), void(session_.run(sql));
        try {
            session_.run(sql);
        } catch (const TransactionAborted&) {
            // Most likely the server was restarted since the last transaction.
            if (!session_.lost()) throw;
            session_.connect();
            session_.run(sql);
        }
    }

    void commit() override {
        Rows done;
        try {
            done = session_.run("COMMIT");
        } catch (const TransactionAborted& failure) {
            if (!session_.lost()) throw;
            throw CommitOutcomeUnknown(Errc::storage_failed,
                                       std::string("whether the last transaction was committed is not"
                                                   " known: ") +
                                           failure.what());
        }
        // The server answers the commit of a failed transaction with a successful rollback.
        if (std::string_view(PQcmdStatus(done.get())) != "COMMIT")
            throw StorageFailed(Errc::storage_failed,
                                session_.with_target("the transaction had failed and was not committed"));
    }

    void rollback() noexcept override {
        if (!session_.lost() && !session_.expiry_candidates()) PQclear(PQexec(session_.handle(), "ROLLBACK"));
    }

    std::int64_t schema_version() override {
        auto table = query("SELECT to_regclass('schema_version')");
        if (!table.next() || !table.maybe_text()) return 0;
        auto version = query("SELECT version FROM schema_version");
        return version.next() ? version.integer() : 0;
    }
    void set_schema_version(std::int64_t version) override {
        execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL); DELETE FROM schema_version;"
            "INSERT INTO schema_version VALUES (" +
            std::to_string(version) + ")");
    }
    std::string translate(std::string migration) const override {
        return to_postgres_dialect(std::move(migration));
    }

  protected:
    Statement& prepared(std::string_view sql) override {
        return statements_.find_or(
            sql, [&] { return std::make_unique<PostgresStatement>(session_, sql, ++count_); });
    }

  private:
    /// One writer at a time, as in SQLite; cloud/README.md has the reason why not SERIALIZABLE. The number of
    /// the lock is this program's own.
    static constexpr auto begin_writing =
        "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(7814532)";
    static constexpr auto begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    PostgresSession session_;
    int count_ = 0;
    Statements statements_;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& database) {
    return std::make_unique<PostgresConnection>(database);
}

}  // namespace tillpoints::cloud
