#include <catch2/catch.hpp>

#include "cloud/storage/connection.hpp"
#include "cloud/storage/counted_rows.hpp"
#include "cloud/storage/reading_pace.hpp"
#include "cloud/storage/schema.hpp"
#include "implementations.hpp"
#include "postgres/server.hpp"

namespace tillpoints::cloud::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// 2 500 rows, more than are fetched at once, whose numbers count from 1.
std::unique_ptr<Connection> with_numbers(const std::string& database) {
    auto connection = connect_postgres(database);
    migrate(*connection);
    connection->begin(Access::write);
    connection->execute("CREATE TABLE numbers (number BIGINT NOT NULL)");
    connection->execute("INSERT INTO numbers SELECT * FROM generate_series(1, 2500)");
    connection->commit();
    return connection;
}

constexpr auto numbers_above = "SELECT number FROM numbers WHERE number > ? ORDER BY number";

/// Of the numbers above this one, how many come in their order.
std::int64_t count_in_order(Connection& connection, std::int64_t above) {
    auto query = connection.query(numbers_above);
    query.bind(above);
    std::int64_t last = above;
    while (query.next() && query.integer() == last + 1) ++last;
    return last - above;
}

}  // namespace

TEST_CASE("what reads much gets every row once and in order, however many fetches that takes") {
    const auto connection = with_numbers(tillpoints::test::postgres().new_database());
    connection->begin(Access::read_much);
    CHECK(count_in_order(*connection, 0) == 2500);
    // Two fetches that are full to the last row, and none.
    CHECK(count_in_order(*connection, 500) == 2000);
    CHECK(count_in_order(*connection, 2500) == 0);
    connection->commit();
}

TEST_CASE("what reads much may leave a statement unread and run it again") {
    const auto connection = with_numbers(tillpoints::test::postgres().new_database());
    connection->begin(Access::read_much);
    {
        auto first = connection->query(numbers_above);
        CHECK(first.bind(std::int64_t(0)).next());
    }
    CHECK(count_in_order(*connection, 0) == 2500);
    connection->commit();
    connection->begin(Access::read);
    CHECK(count_in_order(*connection, 0) == 2500);
    connection->commit();
}

TEST_CASE("what reads much sees the database as it was when it began, whatever is committed meanwhile") {
    const auto database = tillpoints::test::postgres().new_database();
    const auto connection = with_numbers(database);
    const auto other = connect_postgres(database);
    connection->begin(Access::read_much);
    auto query = connection->query(numbers_above);
    REQUIRE(query.bind(std::int64_t(0)).next());
    other->begin(Access::write);
    other->execute("DELETE FROM numbers WHERE number > 1500");
    other->commit();
    std::int64_t rows = 1;
    while (query.next()) ++rows;
    CHECK(rows == 2500);
}

TEST_CASE("the rows that a thread reads are counted while somebody wants to know, on either database") {
    for (const auto& implementation : implementations()) {
        const auto storage = implementation.open();
        storage->transact(add_someone);
        storage->transact(add_someone);
        std::atomic<std::int64_t> rows = 0;
        const auto read = [](Transaction& db) { CHECK(db.customers.page({50, 0, {}}).size() == 2); };
        {
            const CountedRows counted(rows);
            storage->read_much(read);
        }
        CHECK(rows == 2);
        storage->read_much(read);
        CHECK(rows == 2);
    }
}

TEST_CASE("a transaction that reads much cannot write, on either database") {
    for (const auto& implementation : implementations()) {
        const auto storage = implementation.open();
        CHECK_THROWS_AS(storage->read_much([](Transaction& db) {
            db.people.log({0, Timestamp(), {}, "a", "b", "c"});
        }),
                        StorageFailed);
    }
}

TEST_CASE("what reads much rests for four times as long as a part took while others write") {
    ReadingPace pace;
    REQUIRE(pace.is_long_after(milliseconds(60)));
    CHECK(pace.rest_after(milliseconds(60), 1000) == seconds(0));
    CHECK(pace.rest_after(milliseconds(60), 1001) == milliseconds(240));
    CHECK(pace.rest_after(milliseconds(60), 1001) == seconds(0));
}

TEST_CASE("a rest ends before the server takes the transaction for a forgotten one") {
    ReadingPace pace;
    pace.rest_after(seconds(100), 1);
    CHECK(pace.rest_after(seconds(100), 2) == seconds(3));
}

TEST_CASE("what has read little so far does not rest, so that a page with a few rows comes at once") {
    ReadingPace pace;
    CHECK_FALSE(pace.is_long_after(milliseconds(30)));
    CHECK_FALSE(pace.is_long_after(milliseconds(20)));
    CHECK(pace.is_long_after(milliseconds(1)));
}

}  // namespace tillpoints::cloud::test
