#include "chunked_books.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("what is archived stays in every sum, the audit stays clean, and attached again all is as it was") {
    ChunkedBooks books;
    books.sell_for_months(10);
    const auto before = answers(books);
    const auto audit = books.audit();
    REQUIRE(audit.violations.empty());
    // 14 entries a month: those of six months are in the first four chunks.
    CHECK(books.archive(noon() + 6 * a_month) == 4);
    CHECK(answers(books) == before);
    const auto after = books.audit();
    CHECK(after.violations.empty());
    CHECK(after.entries == audit.entries - 80);
    CHECK(after.sum == Points());
    books.sell_for_months(1);
    CHECK(books.audit().violations.empty());
    const auto later = answers(books);
    books.attach_all();
    CHECK(answers(books) == later);
    const auto attached = books.audit();
    CHECK(attached.violations.empty());
    CHECK(attached.entries == audit.entries + 14);
    CHECK(books.archive(noon() + 6 * a_month) == 4);
    CHECK(answers(books) == later);
}

TEST_CASE("of an archived time no figures are told that would need single entries") {
    ChunkedBooks books;
    books.sell_for_months(10);
    REQUIRE(books.archive(noon() + 6 * a_month) == 4);
    const Period second_month{noon() + a_month, noon() + 2 * a_month};
    const Period last_month{noon() + 9 * a_month, noon() + 10 * a_month};
    books.storage->read_much([&](Transaction& db) {
        CHECK_THROWS_AS(db.report.rows(second_month), BooksArchived);
        CHECK_THROWS_AS(db.accounting.moved(second_month), BooksArchived);
        CHECK_THROWS_AS(db.accounting.staff_owed(second_month), BooksArchived);
        CHECK_THROWS_AS(db.accounting.owed_before(second_month.to), BooksArchived);
        CHECK_THROWS_AS(db.report.rows({Timestamp(), books.now}, 1), BooksArchived);
        CHECK(db.report.rows(last_month).sales.size() == 12);
        CHECK_NOTHROW(db.accounting.moved(last_month));
        CHECK(db.archive.is_archived({1}));
        CHECK_FALSE(db.archive.is_archived({110}));
    });
}

TEST_CASE(
    "a carried sum is neither changed nor removed nor added, and the audit finds a changed balance behind "
    "it") {
    ChunkedBooks books;
    books.sell_for_months(10);
    REQUIRE(books.archive(noon() + 6 * a_month) == 4);
    CHECK_THROWS_AS(books.change("UPDATE carried_sums SET points = points + 1"), StorageFailed);
    CHECK_THROWS_AS(books.change("DELETE FROM carried_sums"), StorageFailed);
    CHECK_THROWS_AS(books.change("INSERT INTO carried_sums VALUES ('customer/1', 1, 'gift', 0, 5)"),
                    StorageFailed);
    REQUIRE(books.audit().violations.empty());
    books.change("UPDATE customers SET balance = balance + 1 WHERE id = 1");
    CHECK(books.audit().violations ==
          std::vector<std::string>{"customer whose balance is not the sum of the postings: 1"});
}

TEST_CASE("archived entries that were changed meanwhile are not attached") {
    ChunkedBooks books;
    books.sell_for_months(10);
    REQUIRE(books.archive(noon() + 6 * a_month) == 4);
    const auto before = answers(books);
    books.change("UPDATE " + books.schema() + "_archive.postings_21 SET points = points * 2");
    CHECK_THROWS_AS(books.attach_all(), StorageFailed);
    CHECK(answers(books) == before);
    CHECK(books.audit().violations.empty());
}

TEST_CASE("a chunk in which an entry does not sum to zero is not archived") {
    ChunkedBooks books;
    books.sell_for_months(10);
    books.change("UPDATE postings SET points = points + 1 WHERE entry = 30 AND points > 0");
    CHECK_THROWS_AS(books.archive(noon() + 6 * a_month), StorageFailed);
    std::size_t archived = 0;
    books.storage->read([&](Transaction& db) {
        for (const auto& chunk : db.archive.chunks()) archived += chunk.archived.has_value();
    });
    CHECK(archived == 1);
}

TEST_CASE("a posting's entry is in the chunk of its own, and nothing is written that has no chunk") {
    ChunkedBooks books;
    books.sell_for_months(3);
    CHECK_THROWS_AS(books.change("INSERT INTO postings VALUES (60, 'customer/1', 5)"), StorageFailed);
    CHECK_THROWS_AS(books.change("INSERT INTO entries (id, created, cause) VALUES (4000, 1, 'gift')"),
                    StorageFailed);
    books.storage->transact([](Transaction& db) { db.archive.prepare(1'000, 100); });
    std::int64_t end = 0;
    books.storage->read([&](Transaction& db) { end = db.archive.chunks().back().end_entry; });
    CHECK(end == 401 + 7 * 100);
    CHECK_NOTHROW(books.change("INSERT INTO entries (id, created, cause) VALUES (1040, 1, 'gift')"));
}

TEST_CASE("while a report reads, no chunk moves, also before the report has come to the ledger") {
    ChunkedBooks books;
    books.sell_for_months(2);
    books.storage->read_much([&](Transaction& db) {
        REQUIRE(db.customers.find(books.anna));
        CHECK_THROWS_AS(books.change("SELECT lock_ledger(1)"), StorageFailed);
    });
    CHECK_NOTHROW(books.change("SELECT lock_ledger(1)"));
}

TEST_CASE("whoever changes what the company has once does not wait for an archiver") {
    ChunkedBooks books;
    books.sell_for_months(2);
    const auto archiver = connect_postgres(books.database);
    archiver->begin(Access::write);
    archiver->execute("SELECT archive_ledger_chunk(1, 1)");
    const auto begin = std::chrono::steady_clock::now();
    books.storage->transact([](Transaction& db) { db.take_turn(); });
    // A lock that is not free is waited for ten seconds.
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    archiver->rollback();
}

TEST_CASE("an archiver may take longer than a request may") {
    ChunkedBooks books;
    const auto archiver = connect_postgres(books.database);
    archiver->begin(Access::write);
    archiver->take_turn_to_archive();
    // The server's clock and ours have to pass the 20 s that a request has.
    archiver->execute("SELECT pg_sleep(20.5)");
    CHECK(archiver->query("SELECT 1").next());
    archiver->commit();
}

TEST_CASE("books have room for millions of entries more when they are opened") {
    const auto database = tillpoints::test::postgres().new_database();
    for (int start = 0; start < 2; ++start)
        open_postgres_storage(database)->read(
            [](Transaction& db) { CHECK(db.archive.chunks().back().end_entry == 4'000'001); });
}

TEST_CASE("SQLite has no chunks, and nothing in it is old enough") {
    const auto storage = open_sqlite_storage(":memory:");
    storage->transact([](Transaction& db) {
        const auto customer = db.customers.add(someone("a", nullptr));
        db.ledger.post({"reward", {}, rewards_account, customer_account(customer), Points(7)}, noon());
        CHECK_FALSE(db.archive.has_chunks());
        CHECK(db.archive.chunks().empty());
        CHECK(db.archive.older_than(noon() + 100 * a_month).empty());
        CHECK_NOTHROW(db.archive.prepare());
        CHECK_FALSE(db.archive.is_archived({1}));
        CHECK(db.ledger.audit().violations.empty());
    });
}
