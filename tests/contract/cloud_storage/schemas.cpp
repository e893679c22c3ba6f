#include <algorithm>
#include <barrier>
#include <mutex>
#include <thread>

#include "cloud/storage/schema.hpp"
#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Changes the database without the storage.
void change(Connection& connection, const std::function<void()>& work) {
    connection.begin(Access::write);
    work();
    connection.commit();
}

/// Works side by side, which begin together; returns what they failed with.
std::vector<std::string> at_once(std::size_t works, const std::function<void(std::size_t)>& work) {
    std::barrier begin(static_cast<std::ptrdiff_t>(works));
    std::mutex mutex;
    std::vector<std::string> failures;
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < works; ++at)
        threads.emplace_back([&, at] {
            begin.arrive_and_wait();
            try {
                work(at);
            } catch (const StorageFailed& failure) {
                const std::lock_guard lock(mutex);
                failures.emplace_back(failure.what());
            }
        });
    for (auto& thread : threads) thread.join();
    return failures;
}

}  // namespace

TEST_CASE("a database of a newer schema is refused and left as it is") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        implementation.open();
        const auto connection = implementation.connect();
        change(*connection, [&] { connection->set_schema_version(1000); });
        try {
            implementation.open();
            FAIL("a newer schema was opened");
        } catch (const StorageFailed& failure) {
            CHECK(failure.code == Errc::storage_newer);
            CHECK(std::string(failure.what()) ==
                  "the database has schema 1000, this version knows up to " + std::to_string(newest_schema));
        }
        change(*connection, [&] { CHECK(connection->schema_version() == 1000); });
    }
}

TEST_CASE("a database of any earlier schema is migrated, and nothing in it is lost") {
    for (std::int64_t version = 1; version < newest_schema; ++version)
        for (const auto& implementation : implementations()) {
            INFO(implementation.name << " from schema " << version);
            const auto connection = implementation.connect();
            migrate(*connection, version);
            change(*connection, [&] {
                connection->execute(
                    "INSERT INTO customers (uid, name, created) VALUES ('a', 'Anna', 1000);"
                    "INSERT INTO operations (created, state, customer, nonce, total, cash, points, award)"
                    " VALUES (2000, 0, 1, 'n', 1000, 900, 100, 0);"
                    "INSERT INTO entries (created, cause, operation) VALUES (2000, 'redemption', 1);"
                    "INSERT INTO postings VALUES (1, 'customer/1', -100), (1, 'programme/redemptions', 100)");
                if (version > 10)
                    connection->execute(
                        "UPDATE customers SET balance = -100, may_owe = 1, cash_spent = 900, redeemed = 100,"
                        " purchases = 1, last_transaction = 2000, last_purchase = 2000");
            });
            const auto storage = implementation.open();
            storage->read([](Transaction& db) {
                CHECK(db.customers.find({1})->name == "Anna");
                CHECK(db.operations.find_by_nonce(Nonce("n"))->points == Points(100));
                CHECK(db.ledger.balance(customer_account({1})) == Points(-100));
                CHECK(db.ledger.audit().violations.empty());
            });
            storage->transact([](Transaction& db) { db.operations.add(purchase({1})); });
        }
}

TEST_CASE("an earlier database knows after its migration which pictures its goods show") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto connection = implementation.connect();
        migrate(*connection, 7);
        change(*connection, [&] {
            connection->execute(
                "INSERT INTO images (id, token, content_type, expires, size)"
                " VALUES ('shown', 't', 'image/png', 1000, 5), ('unshown', 't', 'image/png', 1000, 5);"
                "INSERT INTO goods (created, node, category, name, hidden, data)"
                " VALUES (1000, 0, 0, 'Cup', 0, '{\"photos\":[\"shown\"]}')");
        });
        implementation.open()->transact([](Transaction& db) {
            CHECK(db.images.remove_unused(noon(), noon(), 10) == 1);
            CHECK(db.images.find("shown"));
        });
    }
}

TEST_CASE("an earlier database knows after its migration the last updates that its bot handled") {
    const auto& known = known_migrations();
    const auto with_ids = std::find_if(known.begin(), known.end(), [](const Migration& each) {
        return std::string_view(each.statements).find("telegram_handled") != std::string_view::npos;
    });
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        const auto connection = implementation.connect();
        migrate(*connection, with_ids - known.begin());
        change(*connection, [&] {
            connection->execute("INSERT INTO telegram_updates (bot, next) VALUES ('shop_bot', 700000001)");
        });
        implementation.open()->transact([](Transaction& db) {
            CHECK_FALSE(db.telegram.take_update("shop_bot", 700'000'000));
            CHECK_FALSE(db.telegram.take_update("shop_bot", 699'999'901));
            CHECK(db.telegram.take_update("shop_bot", 699'999'900));
            CHECK(db.telegram.take_update("shop_bot", 700'000'001));
        });
    }
}

TEST_CASE("several processes that open a new database at once all find its tables") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        std::vector<std::unique_ptr<Storage>> opened(4);
        CHECK(at_once(opened.size(), [&](std::size_t at) { opened[at] = implementation.open(); }) ==
              std::vector<std::string>());
        for (const auto& one : opened) {
            REQUIRE(one);
            one->transact([](Transaction& db) { db.customers.add(someone(nullptr, nullptr)); });
        }
        opened[0]->read([](Transaction& db) { CHECK(db.customers.page({10, 0, {}}).size() == 4); });
    }
}

TEST_CASE("several processes that create an SQLite file at once all get a connection") {
    // Of 50 files some are refused if a connection does not try again.
    const Directory directory;
    for (int file = 0; file < 50; ++file)
        CHECK(at_once(4, [&](std::size_t) {
                  connect_sqlite(directory.path + "/" + std::to_string(file) + ".db");
              }) == std::vector<std::string>());
}
