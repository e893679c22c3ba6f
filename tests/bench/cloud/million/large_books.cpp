#include "large_books.hpp"

#include <cstdio>

#include "books_rows.hpp"
#include "cloud/api/digest.hpp"
#include "cloud/storage/repositories/archive_repository.hpp"
#include "cloud/storage/schema.hpp"

namespace tillpoints::cloud::test {
namespace {

constexpr std::chrono::days past{334};  ///< nothing has expired yet

struct Index {
    std::string name;
    std::string statement;
};

/// Those that a row need not be unique in; making them afterwards takes a fraction of the time. Those of the
/// ledger's chunks belong together and stay.
std::vector<Index> indexes_of(Connection& connection) {
    connection.begin(Access::write);
    std::vector<Index> out;
    {
        auto query =
            connection.query(connection.locks_rows() ? "SELECT indexname, indexdef FROM pg_indexes WHERE "
                                                       "schemaname = current_schema() AND indexdef NOT LIKE"
                                                       " 'CREATE UNIQUE%' AND tablename NOT "
                                                       "SIMILAR TO '(entries|postings)%'"
                                                     : "SELECT name, sql FROM sqlite_master WHERE type = "
                                                       "'index' AND sql NOT LIKE 'CREATE UNIQUE%'");
        while (query.next()) {
            auto name = query.text();
            out.push_back({std::move(name), query.text()});
        }
    }
    connection.commit();
    return out;
}

void run(Connection& connection, const std::vector<std::string>& statements) {
    for (const auto& statement : statements) {
        const auto begin = std::chrono::steady_clock::now();
        // Not in a transaction of the cloud, which may take no longer than a request.
        connection.execute(statement);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        if (took > std::chrono::seconds(1))
            std::printf("%6.1f s  %.90s\n", took.count(),
                        statement.substr(statement.find("INTO") + 1).c_str());
        std::fflush(stdout);
    }
}

std::vector<std::string> card_sessions(const Moments& moments) {
    std::vector<std::string> out;
    for (std::int64_t customer = 1; customer <= 10; ++customer)
        out.push_back("INSERT INTO card_sessions (id, phone, token, created, used) VALUES ('" +
                      sha256_hex(card_session_in_books(customer)) + "', '" + phone_in_books(customer) +
                      "', 'token', " + text_of(moments.now) + ", " + text_of(moments.now) + ")");
    return out;
}

}  // namespace

std::string phone_in_books(std::int64_t customer) {
    return "+7" + std::to_string(7'010'000'000 + customer);
}

std::string card_session_in_books(std::int64_t customer) {
    return std::string(60, 'c') + std::to_string(1'000 + customer);
}

void fill_books(Connection& connection, const BooksSize& size, Timestamp now) {
    migrate(connection);
    const Moments moments{milliseconds_of(now - past), milliseconds_of(now)};
    if (connection.locks_rows())
        connection.execute(
            "SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off");
    else
        connection.execute("PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000; PRAGMA temp_store=MEMORY");
    connection.begin(Access::write);
    ArchiveRepository(connection).prepare(8 * size.customers, 1'000'000);
    connection.commit();
    const auto indexes = indexes_of(connection);
    for (const auto& index : indexes) run(connection, {"DROP INDEX " + index.name});
    for (const auto& statements :
         {shop_rows(moments), customer_rows(size, moments), purchase_rows(size, moments), posting_rows(),
          programme_rows(size, moments), card_sessions(moments)})
        run(connection, statements);
    for (const auto& index : indexes) run(connection, {index.statement});
    if (connection.locks_rows())
        connection.execute("VACUUM (ANALYZE)");
    else
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace tillpoints::cloud::test
