#include "plans.hpp"
#include "all_calls.hpp"
#include "console_pages.hpp"
#include "implementations.hpp"
#include "large_database.hpp"
#include "programmes.hpp"
#include "recorded_statements.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Deferred awards, birthdays, silence, expiry and confirmations: everything that a programme may ask of the
/// database.
Programme everything() {
    auto programme = electronics();
    programme.deferral = std::chrono::days(3);
    programme.win_back = WinBack{std::chrono::days(61), Points(1'000), std::chrono::days(14)};
    programme.confirmation = loyalty::ConfirmationRule{Points(500), false};
    return programme;
}

/// The statements that all calls run on the database in this file.
std::vector<RunStatement> statements_of_all_calls(const std::string& file) {
    const auto programme = everything();
    auto now = noon();
    std::mt19937 generator(1);
    RecordedStatements recorded;
    const auto storage = open_sqlite_storage(file);
    ProtocolVariants variants;
    Service service(
        programme, *storage, 42, [&] { return now; }, [&] { return generator(); }, variants);
    recorded.clear();
    ask_for_console_pages(service);
    make_all_calls(service, variants, now);
    std::vector<RunStatement> out;
    for (const auto& [text, with_values] : recorded.seen()) out.push_back({text, with_values});
    return out;
}

/// A large database of each kind, and the statements that all calls run. Made once, because it takes a while.
struct LargeDatabase {
    LargeDatabase() {
        fill_large_database(*connect_sqlite(file));
        fill_large_database(*postgres);
        postgres->execute("ANALYZE");
        statements = statements_of_all_calls(file);
    }
    /// The one statement that contains this text.
    const RunStatement& statement_with(const std::string& part) const {
        for (const auto& one : statements)
            if (one.text.find(part) != std::string::npos) return one;
        throw std::runtime_error("not asked: " + part);
    }

    Directory directory;
    std::string file = directory.path + "/cloud.db";
    std::string database = tillpoints::test::postgres().new_database();
    std::string schema = database.substr(database.rfind('=') + 1);
    std::unique_ptr<Connection> postgres = connect_postgres(database);
    std::vector<RunStatement> statements;
};

const LargeDatabase& large_database() {
    static const LargeDatabase db;
    return db;
}

const std::vector<std::string> nothing;

}  // namespace

TEST_CASE(
    "all calls look up a nonce, a number, a phone, a balance, refunds and the newest "
    "operations") {
    for (const auto* part :
         {"WHERE o.nonce = ?", "WHERE o.number = ?", "WHERE phone = ?",
          "SELECT points FROM balances WHERE account = ?", "WHERE origin = ?",
          "ORDER BY o.created DESC, o.id DESC LIMIT ?", "max(created) FROM operations WHERE customer = ?",
          "FROM deferrals WHERE customer = ?", "AND branch = ? AND answered IS NULL ORDER BY stars",
          "substr(name, 1, 40) >= ?", "FROM actions"})
        CHECK_NOTHROW(large_database().statement_with(part));
    WARN(large_database().statements.size() << " statements");
}

TEST_CASE("no call reads all rows of a growing table, in PostgreSQL") {
    for (const auto& statement : large_database().statements) {
        INFO(statement.text);
        CHECK(whole_scans_of_postgres(large_database().schema, statement) == nothing);
    }
}

TEST_CASE(
    "no call reads all rows of a growing table, in SQLite, whether it was analyzed or "
    "not") {
    for (const bool analyzed : {false, true}) {
        if (analyzed) connect_sqlite(large_database().file)->execute("ANALYZE");
        for (const auto& statement : large_database().statements) {
            INFO(statement.text << (analyzed ? " analyzed" : ""));
            CHECK(whole_scans_of_sqlite(large_database().file, statement) == nothing);
        }
    }
}

TEST_CASE("a missing index is found, in SQLite as in PostgreSQL") {
    const auto& statement = large_database().statement_with("WHERE o.nonce = ?");
    const auto sqlite = connect_sqlite(large_database().file);
    const auto& postgres = large_database().postgres;
    for (auto* connection : {sqlite.get(), postgres.get()}) {
        connection->begin(Access::write);
        connection->execute("DROP INDEX operations_by_nonce");
        connection->commit();
    }
    CHECK(whole_scans_of_sqlite(large_database().file, statement) != nothing);
    CHECK(whole_scans_of_postgres(large_database().schema, statement) != nothing);
    for (auto* connection : {sqlite.get(), postgres.get()}) {
        connection->begin(Access::write);
        connection->execute("CREATE INDEX operations_by_nonce ON operations(nonce) WHERE nonce IS NOT NULL");
        connection->commit();
    }
}
