#pragma once
#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cloud/storage/postgres_dialect.hpp"
#include "cloud/storage/reading_pace.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

struct ClearRows {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresRows = std::unique_ptr<PGresult, ClearRows>;

/// The session of a connection, opened again when it was lost. Statements are queued (libpq's pipeline mode)
/// and travel together with the next one whose rows are wanted.
class PostgresSession {
  public:
    using Values = std::vector<std::optional<std::string>>;

    /// Connects. Throws StorageFailed.
    explicit PostgresSession(const std::string& database);

    /// Throws StorageFailed. After a failure the next try fails at once for a second, so that requests do not
    /// each wait for a server that is away.
    void connect();
    bool lost() const { return lost_; }
    bool in_transaction() const;
    /// Is there a transaction in which a statement failed, so that it can only be rolled back?
    bool transaction_failed() const;
    /// The number of this session; statements that were prepared in an earlier one are gone.
    int number() const { return number_; }
    /// Of the open transaction, if it reads much.
    std::optional<ReadingPace>& pace() { return pace_; }

    void queue_preparation(const std::string& name, const std::string& sql);
    void queue(const std::string& name, const Values& values);
    /// A statement that is not prepared.
    void queue_text(const std::string& sql, const Values& values);
    /// Sends what is queued and returns what its last statement gave. Throws the failure of the first
    /// statement that failed; those behind it were not run. A lost session is not opened again here, because
    /// what ran in it is undone.
    PostgresRows fetch();
    /// Statements separated by semicolons, at once.
    void run(const std::string& sql);

    std::string with_target(std::string message) const;

  private:
    struct Finish {
        void operator()(PGconn* session) const { PQfinish(session); }
    };

    void sent(int accepted);
    [[noreturn]] void fail(const PGresult* failed);
    [[noreturn]] void fail_lost(const std::string& message);

    PostgresTarget target_;
    std::unique_ptr<PGconn, Finish> session_;
    bool lost_ = true;
    bool queued_ = false;
    int number_ = 0;
    std::optional<ReadingPace> pace_;
    std::chrono::steady_clock::time_point next_try_{};
    std::string last_failure_;
};

}  // namespace tillpoints::cloud
