#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using tillpoints::test::postgres;

namespace {

using Works = std::vector<std::function<void(Transaction&)>>;

/// Counts transactions.
struct CountingStorage : Storage {
    explicit CountingStorage(Storage& db) : whole(db) {}
    void transact(const std::function<void(Transaction&)>& work) override {
        ++transactions;
        whole.transact(work);
    }
    void read(const std::function<void(Transaction&)>& work) override { whole.read(work); }
    Storage& whole;
    int transactions = 0;
};

/// Another process holds the lock and does not release it.
struct LockedStorage : Storage {
    void transact(const std::function<void(Transaction&)>&) override {
        ++waits;
        throw StorageFailed(Errc::storage_busy, "waited in vain");
    }
    void read(const std::function<void(Transaction&)>&) override {}
    int waits = 0;
};

/// The server is unreachable from the second transaction on.
struct UnreachableStorage : Storage {
    void transact(const std::function<void(Transaction&)>& work) override {
        if (++tries > 1) throw TransactionNotStarted(Errc::storage_failed, "cannot connect");
        whole->transact(work);
    }
    void read(const std::function<void(Transaction&)>&) override {}
    int tries = 0;
    std::unique_ptr<Storage> whole = open_sqlite_storage(":memory:");
};

/// Which of them failed.
std::vector<bool> failed(const std::vector<std::exception_ptr>& failures) {
    std::vector<bool> out;
    for (const auto& failure : failures) out.push_back(failure != nullptr);
    return out;
}

/// The same database, whose server cancels a statement after a second.
std::string hurried(std::string database) {
    const std::string options = "options='";
    return database.insert(database.find(options) + options.size(), "-c statement_timeout=1000 ");
}

std::size_t customers(Storage& storage) {
    std::size_t count = 0;
    storage.read([&](Transaction& db) { count = db.customers.page({50, 0, {}}).size(); });
    return count;
}

}  // namespace

TEST_CASE("several works share one transaction, in their order, and are durable together") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        CountingStorage counted(storage);
        std::size_t seen = 0;
        const Works works{add_someone, add_someone, [&](Transaction& db) {
                              seen = db.customers.page({50, 0, {}}).size();
                          }};
        CHECK(failed(counted.transact_all(works)) == std::vector{false, false, false});
        CHECK(counted.transactions == 1);
        CHECK(seen == 2);
        CHECK(customers(*reopen()) == 2);
    });
}

TEST_CASE(
    "if one of several works fails, it leaves nothing, the others happen once, and each gets its own "
    "outcome") {
    for_each_storage([](Storage& storage, const auto&) {
        const Works works{add_someone,
                          [](Transaction& db) {
                              add_someone(db);
                              throw std::runtime_error("no");
                          },
                          [](Transaction& db) { db.tags.set_of_customer({999}, {999}); }, add_someone};
        CHECK(failed(storage.transact_all(works)) == std::vector{false, true, true, false});
        CHECK(customers(storage) == 2);
    });
}

TEST_CASE(
    "if the session is lost among several works, what it had not made durable is in doubt and not repeated, "
    "and the others happen once") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(database);
    int times = 0;
    const auto lose = [&](bool once) {
        return [&, once](Transaction&) {
            if (once && ++times > 1) return;
            postgres().run(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE"
                " application_name = '" +
                database.substr(database.rfind('=') + 1) + "'");
        };
    };
    CHECK(failed(storage->transact_all({add_someone, lose(true), add_someone})) ==
          std::vector{true, false, false});
    CHECK(customers(*storage) == 2);
    CHECK(failed(storage->transact_all({add_someone, add_someone, lose(false)})) ==
          std::vector{true, true, true});
    CHECK(customers(*storage) == 4);
}

TEST_CASE("several works wait once for a lock that others hold, and all fail together") {
    LockedStorage busy;
    CHECK(failed(busy.transact_all({add_someone, add_someone, add_someone})) ==
          std::vector{true, true, true});
    CHECK(busy.waits == 1);
}

TEST_CASE("several works try once to reach a server that is away, and so do those that are run alone") {
    UnreachableStorage leaving;
    CHECK(failed(leaving.transact_all({add_someone})) == std::vector{false});
    CHECK(failed(leaving.transact_all({add_someone, add_someone, add_someone})) ==
          std::vector{true, true, true});
    CHECK(leaving.tries == 2);

    UnreachableStorage after_one_that_fails;
    const auto fail = [](Transaction&) { throw std::runtime_error("no"); };
    CHECK(failed(after_one_that_fails.transact_all({add_someone, fail, add_someone})) ==
          std::vector{true, true, true});
    CHECK(after_one_that_fails.tries == 2);
}

TEST_CASE("a work that the server cancels for its time fails alone") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(hurried(database));
    const auto other = connect_postgres(database);
    other->execute("BEGIN; LOCK TABLE tags");
    const auto tag = [](Transaction& db) { db.tags.find_or_add("slow"); };
    CHECK(failed(storage->transact_all({add_someone, tag, add_someone})) == std::vector{false, true, false});
    other->execute("ROLLBACK");
    CHECK(customers(*storage) == 2);
}

TEST_CASE("a work that waits too long for a customer whom another transaction keeps fails alone") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(hurried(database));
    ParticipantId anna;
    storage->transact([&](Transaction& db) { anna = db.customers.add(someone("a", nullptr)); });
    const auto other = connect_postgres(database);
    other->execute("BEGIN; SELECT * FROM customers FOR UPDATE");
    const auto buy = [&](Transaction& db) {
        db.customers.lock(anna);
        db.operations.add(purchase(anna));
    };
    CHECK(failed(storage->transact_all({add_someone, buy, add_someone})) == std::vector{false, true, false});
    other->execute("ROLLBACK");
    CHECK(failed(storage->transact_all({buy})) == std::vector{false});
    CHECK(customers(*storage) == 3);
}

TEST_CASE("several works are durable together, whatever the server's own pace of writing to the disk") {
    tillpoints::test::PostgresServer server({{}, {"wal_writer_delay=10s"}});
    const auto database = server.new_database();
    const auto storage = open_postgres_storage(database);
    CHECK(failed(storage->transact_all({add_someone, add_someone, [](Transaction& db) {
                                            db.customers.page({1, 0, {}});
                                        }})) == std::vector{false, false, false});
    server.kill();
    server.start();
    CHECK(customers(*open_postgres_storage(database)) == 2);
}

TEST_CASE("an operation that a work was shown is durable, even if its writer has not made it so") {
    tillpoints::test::PostgresServer server({{}, {"wal_writer_delay=10s"}});
    const auto database = server.new_database();
    const auto storage = open_postgres_storage(database);
    const auto buy = [&](const char* nonce) {
        const auto connection = connect_postgres(database);
        connection->begin(Access::write);
        Transaction db(*connection, Access::write);
        db.operations.add(purchase(db.customers.add(someone(nullptr, nullptr)), nonce));
        db.finish();
        connection->commit_for_now();
    };
    const auto seen = [&](Storage& in, const char* nonce) {
        bool found = false;
        CHECK(failed(in.transact_all({[&](Transaction& db) {
                  found = db.operations.find_by_nonce(Nonce(nonce)).has_value();
              }})) == std::vector{false});
        return found;
    };
    buy("shown");
    CHECK(seen(*storage, "shown"));
    server.kill();
    server.start();
    CHECK(seen(*open_postgres_storage(database), "shown"));
}
