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
        CHECK(failed(transact_all(counted, works)) == std::vector{false, false, false});
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
        CHECK(failed(transact_all(storage, works)) == std::vector{false, true, true, false});
        CHECK(customers(storage) == 2);
    });
}

TEST_CASE(
    "if the session is lost among several works, each is done once; if it is lost with their commit, none is "
    "repeated") {
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
    CHECK(failed(transact_all(*storage, {add_someone, lose(true), add_someone})) ==
          std::vector{false, false, false});
    CHECK(customers(*storage) == 2);
    CHECK(failed(transact_all(*storage, {add_someone, add_someone, lose(false)})) ==
          std::vector{true, true, true});
    CHECK(customers(*storage) == 2);
}

TEST_CASE("several works wait once for a lock that others hold, and all fail together") {
    LockedStorage busy;
    CHECK(failed(transact_all(busy, {add_someone, add_someone, add_someone})) ==
          std::vector{true, true, true});
    CHECK(busy.waits == 1);
}

TEST_CASE("several works try once to reach a server that is away, and so do those that are run alone") {
    UnreachableStorage leaving;
    CHECK(failed(transact_all(leaving, {add_someone})) == std::vector{false});
    CHECK(failed(transact_all(leaving, {add_someone, add_someone, add_someone})) ==
          std::vector{true, true, true});
    CHECK(leaving.tries == 2);

    UnreachableStorage after_one_that_fails;
    const auto fail = [](Transaction&) { throw std::runtime_error("no"); };
    CHECK(failed(transact_all(after_one_that_fails, {add_someone, fail, add_someone})) ==
          std::vector{true, true, true});
    CHECK(after_one_that_fails.tries == 2);
}

TEST_CASE("a work that the server cancels for its time fails alone") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(hurried(database));
    const auto other = connect_postgres(database);
    other->execute("BEGIN; LOCK TABLE tags");
    const auto tag = [](Transaction& db) { db.tags.find_or_add("slow"); };
    CHECK(failed(transact_all(*storage, {add_someone, tag, add_someone})) == std::vector{false, true, false});
    other->execute("ROLLBACK");
    CHECK(customers(*storage) == 2);
}

TEST_CASE("a writer that could not begin while another one writes can begin once that one is done") {
    const auto database = postgres().new_database();
    const auto storage = open_postgres_storage(hurried(database));
    const auto other = connect_postgres(database);
    other->begin(Access::write);
    CHECK(failed(transact_all(*storage, {add_someone, add_someone})) == std::vector{true, true});
    CHECK_THROWS_AS(storage->transact(add_someone), TransactionNotStarted);
    other->rollback();
    storage->transact(add_someone);
    CHECK(customers(*storage) == 1);
}
