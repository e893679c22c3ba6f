#include <charconv>

#include "cloud/storage/postgres_cursor.hpp"
#include "cloud/storage/statements.hpp"

namespace tillpoints::cloud {
namespace {

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
        if (!rows_) rows_ = first_rows();
        if (++row_ < PQntuples(rows_.get())) return true;
        if (!cursor_ || cursor_->at_end()) return false;
        rows_ = cursor_->fetch();
        row_ = 0;
        return PQntuples(rows_.get()) > 0;
    }

    void run() override {
        if (prepared_in_ != session_.number()) {
            // Waited for: if a statement queued before it fails, it is not prepared.
            session_.queue_preparation(name_, sql_);
            session_.fetch();
            prepared_in_ = session_.number();
        }
        session_.queue(name_, values_);
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
        cursor_.reset();
        rows_.reset();
        row_ = -1;
    }

  private:
    PostgresRows first_rows() {
        if (session_.pace() && sql_.starts_with("SELECT"))
            return cursor_.emplace(session_, *session_.pace(), next_cursor(), sql_, values_).fetch();
        run();
        return session_.fetch();
    }

    /// One that was not read to its end stays open until the transaction's.
    std::string next_cursor() { return name_ + "_" + std::to_string(++cursors_); }

    std::optional<std::string>& at(int parameter) {
        const auto index = static_cast<std::size_t>(parameter);
        if (values_.size() <= index) values_.resize(index + 1);
        return values_[index];
    }

    std::string_view view(int column) const {
        return {PQgetvalue(rows_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
    }

    PostgresSession& session_;
    std::string sql_;
    std::string name_;
    int prepared_in_ = 0;
    PostgresSession::Values values_;
    std::optional<PostgresCursor> cursor_;
    int cursors_ = 0;
    PostgresRows rows_;
    int row_ = -1;
};

class PostgresConnection : public Connection {
  public:
    explicit PostgresConnection(const std::string& database) : session_(database) {}

    void execute(const std::string& sql) override {
        wrote_ = true;
        session_.run(sql);
    }

    void begin(Access access) override {
        // Of an earlier transaction; what a new session asks first must not be read by a cursor.
        session_.pace().reset();
        if (session_.lost()) connect();
        wrote_ = false;
        shows_ = false;
        const auto now = std::chrono::steady_clock::now();
        deadline_ = access == Access::write ? now + longest_transaction
                                            : std::chrono::steady_clock::time_point::max();
        const auto queue_begin = [&] {
            command(access == Access::write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                            : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            if (access != Access::read_much) return;
            command("SET LOCAL max_parallel_workers_per_gather = 0");
            // Half a second of the processor for each statement, without a rest.
            command("SET LOCAL jit = off");
            // Between two statements a background thread may count for long. It keeps nobody out meanwhile.
            command("SET LOCAL idle_in_transaction_session_timeout = '10min'");
            // A cursor is else planned for its first rows.
            command("SET LOCAL cursor_tuple_fraction = 1");
            // Before the moment that is read is fixed: a chunk of the ledger that were archived or taken back
            // after it would be missing, or counted with its sums.
            command("LOCK TABLE ONLY entries, ONLY postings IN ACCESS SHARE MODE");
        };
        try {
            queue_begin();
        } catch (const TransactionAborted&) {
            // Most likely the server was restarted since the last transaction.
            if (!session_.lost()) throw;
            connect();
            queue_begin();
        }
        if (access == Access::read_much) session_.pace().emplace();
    }

    void commit() override {
        finish(wrote_);
        if (shows_ && !wrote_) make_durable();
    }
    void commit_for_now() override {
        finish(false);
        owes_ = owes_ || wrote_ || shows_;
    }

    void rollback() noexcept override {
        try {
            if (session_.lost()) return;
            command("ROLLBACK");
            session_.fetch();
        } catch (const std::exception&) {
            // What was queued and had failed says so here too.
        }
        if (session_.lost() || !session_.in_transaction()) return;
        try {
            command("ROLLBACK");
            session_.fetch();
        } catch (const std::exception&) {
        }
    }

    std::string_view last_id() const override { return "lastval()"; }
    bool is_postgres() const override { return true; }
    bool locks_rows() const override { return true; }
    std::string_view row_lock() const override { return " FOR NO KEY UPDATE"; }
    std::string_view row_lock_or_skip() const override { return " FOR NO KEY UPDATE SKIP LOCKED"; }
    // The numbers are this program's own.
    void take_turn() override { take_turn_of(7814532); }
    void take_turn_to_archive() override { take_turn_of(7814533); }
    void keep_customers() override {
        deadline_ = std::chrono::steady_clock::time_point::max();
        // Conflicts with every row lock on the table, and with nothing that only reads.
        query("LOCK TABLE customers IN EXCLUSIVE MODE").run();
    }

    bool owes_durability() const override { return owes_; }
    void show_durable() override { shows_ = true; }
    void make_durable() override {
        owes_ = false;
        try {
            command("BEGIN");
            command("SET LOCAL synchronous_commit = on");
            // A commit is waited for only if something was written.
            command("SELECT pg_logical_emit_message(true, 'tillpoints', '')");
            command("COMMIT");
            session_.fetch();
        } catch (const StorageFailed& failure) {
            rollback();
            throw CommitOutcomeUnknown(Errc::storage_failed, unknown + std::string(failure.what()));
        }
    }
    int session() const override { return session_.number(); }

    std::int64_t schema_version() override {
        auto table = query("SELECT to_regclass('schema_version')");
        if (!table.next() || !table.maybe_text()) return 0;
        auto version = query("SELECT version FROM schema_version");
        return version.next() ? version.integer() : 0;
    }
    std::int64_t oldest_process() override {
        auto table = query("SELECT to_regclass('schema_version')");
        if (!table.next() || !table.maybe_text()) return 0;
        // The column is not there before the first version that writes it.
        auto oldest = query(
            "SELECT coalesce(CAST(to_jsonb(s) ->> 'oldest_process' AS BIGINT), version) FROM schema_version "
            "s");
        return oldest.next() ? oldest.integer() : 0;
    }
    void set_schema_version(std::int64_t version, std::int64_t oldest_process) override {
        execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL); ALTER TABLE schema_version "
            "ADD"
            " COLUMN IF NOT EXISTS oldest_process BIGINT; DELETE FROM schema_version;"
            "INSERT INTO schema_version (version, oldest_process) VALUES (" +
            std::to_string(version) + ", " + std::to_string(oldest_process) + ")");
    }
    void join(std::int64_t schema) override {
        joined_ = schema;
        join_session();
    }
    bool has_older_processes(std::int64_t schema) override {
        bool found = false;
        for (std::int64_t older = 1; older < schema; ++older) {
            auto alone = query(
                "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('tillpoints/' || current_schema()), "
                "CAST(? AS INT)) THEN 1 ELSE 0 END");
            found = !alone.bind(older).next() || alone.integer() == 0 || found;
        }
        return found;
    }
    std::string translate(std::string migration) const override {
        return to_postgres_dialect(std::move(migration));
    }

  protected:
    Statement& prepared(std::string_view sql) override {
        if (std::chrono::steady_clock::now() > deadline_)
            throw StorageFailed(Errc::storage_busy, session_.with_target("the transaction took too long"));
        wrote_ = wrote_ || !sql.starts_with("SELECT");
        return statement(sql);
    }

  private:
    /// Who has a turn may take longer than a request.
    void take_turn_of(std::int64_t number) {
        deadline_ = std::chrono::steady_clock::time_point::max();
        query("SELECT pg_advisory_xact_lock(?)").bind(number).next();
    }

    void connect() {
        session_.connect();
        if (joined_) join_session();
    }

    /// The lock says which version works here; it lasts as long as the session.
    void join_session() {
        session_.run("SELECT pg_advisory_lock_shared(hashtext('tillpoints/' || current_schema()), " +
                     std::to_string(*joined_) + ")");
        deadline_ = std::chrono::steady_clock::time_point::max();
        const auto oldest = oldest_process();
        if (oldest <= *joined_) return;
        throw StorageFailed(
            Errc::storage_newer,
            session_.with_target("a newer version has changed it, processes must know schema " +
                                 std::to_string(oldest) + ", this one knows up to " +
                                 std::to_string(*joined_)));
    }

    /// After this a terminal may take it for certain that nothing more comes of a request: together with what
    /// the last statement may wait for a lock it is far below the plugin's settle horizon.
    static constexpr std::chrono::seconds longest_transaction{20};
    static constexpr auto unknown = "whether the last transaction was committed is not known: ";

    Statement& statement(std::string_view sql) {
        return statements_.find_or(
            sql, [&] { return std::make_unique<PostgresStatement>(session_, sql, ++count_); });
    }

    void command(std::string_view sql) {
        auto& queued = statement(sql);
        queued.run();
        queued.reset();
    }

    void finish(bool durable) {
        PostgresRows done;
        try {
            if (durable && !session_.transaction_failed()) command("SET LOCAL synchronous_commit = on");
            command("COMMIT");
            done = session_.fetch();
        } catch (const TransactionAborted& failure) {
            if (!session_.lost() || !wrote_) throw;
            throw CommitOutcomeUnknown(Errc::storage_failed, unknown + std::string(failure.what()));
        }
        // The server answers the commit of a failed transaction with a successful rollback.
        if (std::string_view(PQcmdStatus(done.get())) != "COMMIT")
            throw StorageFailed(Errc::storage_failed,
                                session_.with_target("the transaction had failed and was not committed"));
        if (durable) owes_ = false;
    }

    PostgresSession session_;
    std::optional<std::int64_t> joined_;  ///< the schema that the process knows
    int count_ = 0;
    Statements statements_;
    std::chrono::steady_clock::time_point deadline_{};
    bool wrote_ = false;
    bool shows_ = false;
    bool owes_ = false;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& database) {
    return std::make_unique<PostgresConnection>(database);
}

}  // namespace tillpoints::cloud
