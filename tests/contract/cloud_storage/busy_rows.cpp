#include <thread>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Books on PostgreSQL of a few customers who buy again and again. What a session counted the server has once
/// it is closed, so the books are opened for each portion.
class BusyBooks {
  public:
    explicit BusyBooks(int customers) : customers_(customers) {
        const auto storage = open_postgres_storage(database_);
        storage->transact([&](Transaction& db) {
            for (int i = 0; i < customers; ++i) db.customers.add(someone(nullptr, nullptr));
        });
    }

    /// Some share a wait for the disk, as tills do.
    void sell(int purchases) {
        const auto storage = open_postgres_storage(database_);
        std::vector<Storage::Work> works;
        for (int i = 0; i < purchases; ++i) {
            works.emplace_back([customer = ParticipantId{1 + i % customers_}](Transaction& db) {
                db.customers.find(customer);
                const auto id = db.operations.add(purchase(customer), {true, true});
                db.ledger.post({"award", id, awards_account, customer_account(customer), Points(100)},
                               noon());
                db.ledger.post(
                    {"redemption", id, customer_account(customer), redemptions_account, Points(50)}, noon());
            });
            if (works.size() < 50 && i + 1 < purchases) continue;
            for (const auto& failure : storage->transact_all(works)) REQUIRE_FALSE(failure);
            works.clear();
        }
    }

    /// So that the ledger has so many chunks of a million entries more, all empty.
    void add_chunks(int chunks) {
        open_postgres_storage(database_)->transact(
            [&](Transaction& db) { db.archive.prepare(chunks * 1'000'000, 1'000'000); });
    }

    ReportRows report() {
        ReportRows rows;
        open_postgres_storage(database_)->read_much([&](Transaction& db) {
            rows = db.report.rows({Timestamp(), noon() + std::chrono::hours(1)});
        });
        return rows;
    }

    /// Pages of tables and indexes that were looked at since the last call.
    std::int64_t pages() {
        const auto all = figure(
            "SELECT sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0)) FROM"
            " pg_statio_user_tables WHERE schemaname = '" +
            schema_ + "'");
        return all - std::exchange(pages_, all);
    }

    /// Of a hundred changed rows of a table, how many stayed on their page without a change of an index.
    std::int64_t stayed(const std::string& table) {
        return figure(
            "SELECT 100 * n_tup_hot_upd / greatest(n_tup_upd, 1) FROM pg_stat_user_tables WHERE"
            " schemaname = '" +
            schema_ + "' AND relname = '" + table + "'");
    }

  private:
    std::int64_t figure(const std::string& sql) {
        // A session is over a moment after it is closed.
        const auto sessions =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + schema_ + "'";
        for (int tries = 0; server_.run(sessions) != "0" && tries < 1'000; ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return std::stoll(server_.run(sql));
    }

    tillpoints::test::PostgresServer& server_ = tillpoints::test::postgres();
    std::string database_ = server_.new_database();
    std::string schema_ = database_.substr(database_.rfind('=') + 1);
    int customers_;
    std::int64_t pages_ = 0;
};

}  // namespace

TEST_CASE(
    "after thousands of purchases of few customers a purchase looks at no more pages than before, and nine "
    "of "
    "ten changed rows stay on their page") {
    BusyBooks books(8);
    books.sell(300);
    books.pages();
    books.sell(300);
    const auto early = books.pages();
    books.sell(4'000);
    books.pages();
    books.sell(300);
    const auto late = books.pages();
    WARN(early / 300 << " pages a purchase, " << late / 300 << " after 4 000 purchases");
    // A tree of 9 000 postings is a level higher than one of 1 200.
    CHECK(late < early * 13 / 10);
    CHECK(books.stayed("customers") >= 90);
}

TEST_CASE("a report looks at fewer pages than there are purchases, also before the database has statistics") {
    BusyBooks books(2);
    books.sell(2'000);
    books.pages();
    CHECK(books.report().sales.size() == 2'000);
    CHECK(books.pages() < 2'000);
}

TEST_CASE("a purchase looks at no more pages if the ledger has many chunks") {
    BusyBooks books(8);
    books.sell(300);
    books.pages();
    books.sell(300);
    const auto few_chunks = books.pages();
    books.add_chunks(16);
    books.pages();
    books.sell(300);
    CHECK(books.pages() < few_chunks * 12 / 10);
}
