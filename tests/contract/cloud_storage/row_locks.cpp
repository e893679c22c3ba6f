#include <barrier>
#include <thread>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// A transaction that is still open when the next statement of the test runs.
class OpenTransaction {
  public:
    explicit OpenTransaction(const std::string& database) : connection_(connect_postgres(database)) {
        connection_->begin(Access::write);
    }
    Transaction& db() { return db_; }
    void commit() {
        db_.finish();
        connection_->commit();
    }

  private:
    std::unique_ptr<Connection> connection_;
    Transaction db_{*connection_, Access::write};
};

OperationRecord purchase_at(ParticipantId customer, std::chrono::seconds after) {
    auto record = purchase(customer);
    record.created = noon() + after;
    return record;
}

std::vector<OperationId> listed(Storage& storage, Order order) {
    std::vector<OperationId> out;
    storage.read([&](Transaction& db) {
        PageRequest page{order, 2, 0, {}};
        for (auto rows = db.operations.page(page); !rows.empty(); rows = db.operations.page(page)) {
            for (const auto& row : rows) out.push_back(row.id);
            page.after = rows.back().id;
        }
    });
    return out;
}

}  // namespace

TEST_CASE("two transactions that lock two customers in opposite orders both happen") {
    const auto storage = open_postgres_storage(tillpoints::test::postgres().new_database());
    std::array<ParticipantId, 2> customers;
    storage->transact([&](Transaction& db) {
        for (auto& one : customers) one = db.customers.add(someone(nullptr, nullptr));
    });
    std::barrier both_hold_one(2);
    std::vector<std::thread> threads;
    for (const std::size_t first : {0u, 1u})
        threads.emplace_back([&, first] {
            bool again = false;
            storage->transact([&](Transaction& db) {
                db.customers.lock(customers[first]);
                if (!std::exchange(again, true)) both_hold_one.arrive_and_wait();
                db.customers.lock(customers[1 - first]);
                for (const auto one : customers)
                    db.ledger.post({"reward", {}, rewards_account, customer_account(one), Points(1)}, noon());
            });
        });
    for (auto& thread : threads) thread.join();
    storage->read([&](Transaction& db) {
        for (const auto one : customers) CHECK(db.ledger.balance(customer_account(one)) == Points(2));
        CHECK(db.ledger.audit().violations.empty());
    });
}

TEST_CASE(
    "of two operations with one nonce that are made at the same time, one happens and the other sees it") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto storage = open_postgres_storage(database);
    std::array<ParticipantId, 2> customers;
    storage->transact([&](Transaction& db) {
        for (auto& one : customers) one = db.customers.add(someone(nullptr, nullptr));
    });
    OpenTransaction first(database);
    const auto id = first.db().operations.add(purchase(customers[0], "n"), {true, false});
    int runs = 0;
    std::optional<OperationId> seen;
    std::thread second([&] {
        storage->transact([&](Transaction& db) {
            ++runs;
            if (const auto earlier = db.operations.find_by_nonce(Nonce("n"))) return void(seen = earlier->id);
            db.operations.add(purchase(customers[1], "n"), {true, false});
        });
    });
    // The second waits for the first, which the server says.
    while (
        tillpoints::test::postgres().run(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '" +
            database.substr(database.rfind('=') + 1) + "'") == "0")
        std::this_thread::yield();
    first.commit();
    second.join();
    CHECK(runs == 2);
    CHECK(seen == id);
}

TEST_CASE("a receipt number that must not be repeated is not, and one that may be is found by its first") {
    for_each_storage([](Storage& storage, const auto&) {
        OperationId first;
        storage.transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("a", nullptr));
            first = db.operations.add(purchase(anna, "n", "r"));
            db.operations.add(purchase(anna, "n", "r"));
        });
        for (const auto unrepeated : {Unrepeated{true, false}, Unrepeated{false, true}})
            CHECK_THROWS_AS(storage.transact([&](Transaction& db) {
                db.operations.add(purchase({1}, "n", "r"), unrepeated);
            }),
                            StorageFailed);
        storage.read([&](Transaction& db) {
            CHECK(db.operations.find_by_number("r")->id == first);
            CHECK(db.operations.find_by_nonce(Nonce("n"))->id == first);
            CHECK(db.ledger.audit().operations == 2);
        });
    });
}

TEST_CASE(
    "an operation that is committed behind another with a larger id stands in the list where its moment "
    "belongs, "
    "so that who reads from the newest to a moment has seen all that were made after it") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto storage = open_postgres_storage(database);
    ParticipantId anna;
    ParticipantId boris;
    storage->transact([&](Transaction& db) {
        anna = db.customers.add(someone(nullptr, nullptr));
        boris = db.customers.add(someone(nullptr, nullptr));
        db.operations.add(purchase_at(boris, std::chrono::seconds(0)));
    });
    using std::chrono::seconds;
    OpenTransaction slow(database);
    const auto smaller = slow.db().operations.add(purchase_at(anna, seconds(3)));
    OperationId larger;
    OperationId last;
    storage->transact([&](Transaction& db) { larger = db.operations.add(purchase_at(boris, seconds(1))); });
    storage->transact([&](Transaction& db) { last = db.operations.add(purchase_at(boris, seconds(4))); });
    REQUIRE(smaller < larger);
    CHECK(listed(*storage, Order::newest) == std::vector<OperationId>{last, larger, {1}});
    slow.commit();
    CHECK(listed(*storage, Order::newest) == std::vector<OperationId>{last, smaller, larger, {1}});
    CHECK(listed(*storage, Order::oldest) == std::vector<OperationId>{{1}, larger, smaller, last});
}

TEST_CASE(
    "a transaction that lives too long is given up, so that nothing comes of it after the settle horizon") {
    // idle_in_transaction_session_timeout ends one whose process stands still; the session says so.
    const auto database = tillpoints::test::postgres().new_database();
    const auto connection = connect_postgres(database);
    connection->begin(Access::read);
    auto setting = connection->query("SELECT setting FROM pg_settings WHERE name = ?");
    REQUIRE(setting.bind("idle_in_transaction_session_timeout").next());
    CHECK(setting.integer() == 15'000);
}

TEST_CASE("messages that one transaction is taking are left to it by another") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto storage = open_postgres_storage(database);
    storage->transact([](Transaction& db) {
        for (const auto* id : {"a", "b"})
            db.webhooks.add({0, noon(), WebhookKind::operation, id, "{}", 0, noon()});
    });
    OpenTransaction first(database);
    CHECK(first.db().webhooks.take_due(noon(), 1).size() == 1);
    storage->transact([](Transaction& db) {
        const auto rest = db.webhooks.take_due(noon(), 10);
        REQUIRE(rest.size() == 1);
        CHECK(rest[0].request_id == "b");
    });
}

TEST_CASE("failures that are counted into one bucket at the same time are all counted") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto storage = open_postgres_storage(database);
    const GuessBucket bucket{"credential", GuessKind::code};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int failure = 0; failure < 10; ++failure)
                storage->transact([&](Transaction& db) {
                    const auto full = db.failed_lookups.lock(bucket);
                    db.failed_lookups.add(
                        bucket, std::max(full.value_or(noon()), noon()) + std::chrono::seconds(1), {});
                });
        });
    for (auto& thread : threads) thread.join();
    storage->read([&](Transaction& db) {
        CHECK(db.failed_lookups.full_at(bucket) == noon() + std::chrono::seconds(40));
    });
}
