#include "cloud/storage/schema.hpp"
#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// What a next version would know: one migration more.
std::vector<Migration> next_version(bool beside_older) {
    auto known = known_migrations();
    known.push_back({"ALTER TABLE customers ADD COLUMN note TEXT;", beside_older});
    return known;
}

void give(Storage& storage, ParticipantId customer) {
    storage.transact([&](Transaction& db) {
        db.ledger.post({"reward", {}, rewards_account, customer_account(customer), Points(1)}, noon());
    });
}

Errc code_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const StorageFailed& failure) {
        return failure.code;
    }
    return Errc::misuse;
}

}  // namespace

TEST_CASE(
    "a process of a newer version is started beside older ones, which go on and may be started again, if its "
    "migration lets them") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto older = open_postgres_storage(database);
    ParticipantId anna;
    older->transact([&](Transaction& db) { anna = db.customers.add(someone("a", nullptr)); });
    const auto newer = open_postgres_storage(database, next_version(true));
    give(*older, anna);
    give(*newer, anna);
    const auto older_again = open_postgres_storage(database);
    give(*older_again, anna);
    newer->read([&](Transaction& db) {
        CHECK(db.ledger.balance(customer_account(anna)) == Points(3));
        CHECK(db.ledger.audit().violations.empty());
    });
}

TEST_CASE("a migration that does not let older processes go on waits until the last of them is stopped") {
    const auto database = tillpoints::test::postgres().new_database();
    auto older = open_postgres_storage(database);
    const auto open_newer = [&] { return open_postgres_storage(database, next_version(false)); };
    CHECK(code_of([&] { open_newer(); }) == Errc::storage_busy);
    older->transact(add_someone);
    older.reset();
    std::unique_ptr<Storage> newer;
    // The server ends a session a moment after its client is gone.
    for (int tries = 0; !newer && tries < 1'000; ++tries)
        if (code_of([&] { newer = open_newer(); }) == Errc::storage_failed) break;
    REQUIRE(newer);
    CHECK(code_of([&] { open_postgres_storage(database); }) == Errc::storage_newer);
    newer->transact(add_someone);
}

TEST_CASE("an older process that lost its sessions while the database was migrated without it stays out") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto older = open_postgres_storage(database);
    const auto connection = connect_postgres(database);
    older->transact(add_someone);
    tillpoints::test::postgres().run(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = '" +
        database.substr(database.rfind('=') + 1) + "'");
    const auto newer = open_postgres_storage(database, next_version(false));
    CHECK(code_of([&] { older->transact(add_someone); }) == Errc::storage_newer);
    newer->read([](Transaction& db) { CHECK(db.customers.page({10, 0, {}}).size() == 1); });
}
