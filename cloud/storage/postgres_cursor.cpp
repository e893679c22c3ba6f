#include "cloud/storage/postgres_cursor.hpp"

#include <cstdlib>
#include <thread>

namespace tillpoints::cloud {
namespace {

constexpr int rows_of_a_fetch = 1000;
constexpr std::chrono::milliseconds worth_a_look{5};

}  // namespace

PostgresCursor::PostgresCursor(PostgresSession& session, ReadingPace& pace, std::string name,
                               const std::string& sql, const PostgresSession::Values& values)
    : session_(session), pace_(pace), name_(std::move(name)) {
    session_.queue_text("DECLARE " + name_ + " NO SCROLL CURSOR FOR " + sql, values);
}

PostgresRows PostgresCursor::fetch() {
    const auto begin = std::chrono::steady_clock::now();
    session_.queue_text("FETCH FORWARD " + std::to_string(rows_of_a_fetch) + " FROM " + name_, {});
    auto rows = session_.fetch();
    at_end_ = PQntuples(rows.get()) < rows_of_a_fetch;
    // So that the statement can be run again in the same transaction.
    if (at_end_) session_.queue_text("CLOSE " + name_, {});
    const auto took = std::chrono::steady_clock::now() - begin;
    // Not after each of many small statements: to look costs as much as they do.
    if (!at_end_ || took > worth_a_look) rest_after(took);
    return rows;
}

void PostgresCursor::rest_after(ReadingPace::Duration took) {
    if (!pace_.is_long_after(took)) return;
    // Unlike all that a table could say, this is not part of the transaction's snapshot.
    session_.queue_text("SELECT CAST(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS BIGINT)", {});
    const auto written = session_.fetch();
    std::this_thread::sleep_for(
        pace_.rest_after(took, std::strtoll(PQgetvalue(written.get(), 0, 0), nullptr, 10)));
}

}  // namespace tillpoints::cloud
