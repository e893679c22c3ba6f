#include "cloud/storage/postgres_dialect.hpp"
#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using tillpoints::test::postgres;
using tillpoints::test::PostgresServer;

namespace {

struct SharedDatabase {
    explicit SharedDatabase(PostgresServer& of = postgres()) : database(of.new_database()) {}
    std::string database;
    std::unique_ptr<Storage> storage = open_postgres_storage(database);

    /// Ends the session as an administrator, a proxy or a restart would.
    void lose_connections() const {
        postgres().run(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE application_name = '" +
            name() + "'");
    }
    std::string name() const { return database.substr(database.rfind('=') + 1); }
    std::size_t customers() const {
        std::size_t count = 0;
        storage->read([&](Transaction& db) { count = db.customers.page({50, 0, {}}).size(); });
        return count;
    }
};

std::string failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const StorageFailed& failure) {
        return failure.what();
    }
    return "no failure";
}

}  // namespace

TEST_CASE("a connection lost between two transactions is opened again") {
    SharedDatabase shared;
    shared.storage->transact(add_someone);
    shared.lose_connections();
    shared.storage->transact(add_someone);
    shared.lose_connections();
    CHECK(shared.customers() == 2);
}

TEST_CASE("after a connection is lost within a transaction, the work is repeated once") {
    SharedDatabase shared;
    int times = 0;
    shared.storage->transact([&](Transaction& db) {
        add_someone(db);
        if (++times == 1) shared.lose_connections();
        add_someone(db);
    });
    CHECK(times == 2);
    CHECK(shared.customers() == 2);
}

TEST_CASE("what reads much is repeated in a new session, and may count for long between two statements") {
    SharedDatabase shared;
    shared.storage->transact(add_someone);
    int times = 0;
    std::size_t seen = 0;
    shared.storage->read_much([&](Transaction& db) {
        if (++times == 1) shared.lose_connections();
        seen = db.customers.page({50, 0, {}}).size();
    });
    CHECK(times == 2);
    CHECK(seen == 1);
    const auto connection = connect_postgres(shared.database);
    connection->begin(Access::read_much);
    auto longest = connection->query("SELECT current_setting('idle_in_transaction_session_timeout')");
    REQUIRE(longest.next());
    CHECK(longest.text() == "10min");
}

TEST_CASE("a commit with an unknown outcome is a failure that says so, and is not repeated") {
    SharedDatabase shared;
    int times = 0;
    const auto failure = failure_of([&] {
        shared.storage->transact([&](Transaction& db) {
            add_someone(db);
            ++times;
            shared.lose_connections();
        });
    });
    CHECK(failure.find("not known") != std::string::npos);
    CHECK(times == 1);
    shared.storage->transact(add_someone);
    CHECK(shared.customers() == 1);
}

TEST_CASE("a server that dies and comes back has what was committed, and is found again") {
    // A server of its own, because one with the tables of all other tests takes long to recover.
    PostgresServer server;
    SharedDatabase shared(server);
    const auto& storage = shared.storage;
    storage->transact(add_someone);
    server.crash();
    const auto failure = failure_of([&] { storage->transact(add_someone); });
    INFO(failure);
    CHECK(failure.find("cannot connect to the PostgreSQL database dbname=postgres host=/tmp/") == 0);
    CHECK(failure.find(PostgresServer::password) == std::string::npos);
    server.start();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::string still;
    do still = failure_of([&] { storage->transact(add_someone); });
    while (still != "no failure" && std::chrono::steady_clock::now() < deadline);
    CHECK(still == "no failure");
    CHECK(shared.customers() == 2);
}

TEST_CASE("a host that drops all packets makes one transaction wait, not each, and is found again") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(database + " connect_timeout=2");
    storage->transact(add_someone);
    postgres().run(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = '" +
        database.substr(database.rfind('=') + 1) + "'");
    const auto begin = std::chrono::steady_clock::now();
    {
        const PostgresServer::Silence silence(postgres());
        for (int i = 0; i < 2; ++i)
            for (const auto& failure : storage->transact_all({add_someone, add_someone, add_someone}))
                CHECK(failure);
    }
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::string still;
    do still = failure_of([&] { storage->transact(add_someone); });
    while (still != "no failure" && std::chrono::steady_clock::now() < deadline);
    CHECK(still == "no failure");
}

TEST_CASE("no message about a database contains its password") {
    const std::string password = PostgresServer::password;
    const auto right = postgres().new_database();
    auto wrong = right;
    wrong.replace(wrong.find(password), password.size(), "wr0ng-password");
    const std::vector<std::string> databases{wrong,
                                             "postgresql//books:wr0ng-password@127.0.0.1/books",
                                             "host=/nowhere password=wr0ng-password",
                                             "postgresql://books:wr0ng-password%@127.0.0.1/books",
                                             "password='wr0ng-password",
                                             right + " dbname=none"};
    for (const auto& database : databases) {
        INFO(database);
        const auto failure = failure_of([&] { open_postgres_storage(database); });
        CHECK(failure != "no failure");
        CHECK(failure.find("wr0ng") == std::string::npos);
        CHECK(failure.find(password) == std::string::npos);
    }
}

TEST_CASE("a transaction whose failure was caught inside is not reported as committed") {
    SharedDatabase shared;
    const auto failure = failure_of([&] {
        shared.storage->transact([](Transaction& db) {
            db.customers.add(someone("u", nullptr));
            CHECK_THROWS_AS(db.customers.add(someone("u", nullptr)), StorageFailed);
        });
    });
    CHECK(failure.find("was not committed") != std::string::npos);
    CHECK(shared.customers() == 0);
}

TEST_CASE("a statement without rows that fails, fails its transaction at the latest with the commit") {
    SharedDatabase shared;
    CHECK_THROWS_AS(shared.storage->transact([](Transaction& db) {
        add_someone(db);
        db.tags.set_of_customer({1}, {999});
    }),
                    StorageFailed);
    CHECK(shared.customers() == 0);
}

TEST_CASE("a text with a zero byte is refused, not truncated") {
    SharedDatabase shared;
    auto record = someone("u", nullptr);
    record.name = std::string("An\0na", 5);
    CHECK_THROWS_AS(shared.storage->transact([&](Transaction& db) { db.customers.add(record); }),
                    StorageFailed);
    CHECK(shared.customers() == 0);
}

TEST_CASE("question marks become numbers, except in quotes") {
    CHECK(with_numbered_parameters("SELECT '?' || ? WHERE a = ? AND b = 'it''s ?'") ==
          "SELECT '?' || $1 WHERE a = $2 AND b = 'it''s ?'");
}
