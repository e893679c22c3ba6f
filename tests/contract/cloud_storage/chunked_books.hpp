#pragma once
#include "implementations.hpp"

namespace tillpoints::cloud::test {

inline constexpr std::chrono::days a_month{30};

/// Books on PostgreSQL in chunks of 20 entries, in which two customers buy: twelve purchases a month, with an
/// award each, so that months are over in the midst of chunks.
class ChunkedBooks {
  public:
    ChunkedBooks() {
        storage->transact([&](Transaction& db) {
            anna = db.customers.add(someone("anna", "+77010000001"));
            boris = db.customers.add(someone("boris", "+77010000002"));
        });
        const auto connection = connect_postgres(database);
        connection->begin(Access::write);
        connection->execute(
            "DO $$ DECLARE k BIGINT; BEGIN FOR k IN SELECT first_entry FROM ledger_chunks LOOP"
            " EXECUTE format('DROP TABLE postings_%s', k); EXECUTE format('DROP TABLE entries_%s', k); END"
            " LOOP; DELETE FROM ledger_chunks; FOR k IN 0..19 LOOP PERFORM add_ledger_chunk(k * 20 + 1, k *"
            " 20 + 21); END LOOP; END $$");
        connection->commit();
    }

    OperationId sell(ParticipantId customer) {
        OperationId id;
        storage->transact([&](Transaction& db) {
            auto record = purchase(customer);
            record.created = now;
            record.points = Points();
            record.award = Points(100);
            id = db.operations.add(record, {true, true});
            db.ledger.post({"award", id, awards_account, customer_account(customer), Points(100)}, now);
        });
        return id;
    }

    void sell_for_months(int months) {
        for (int month = 0; month < months; ++month) {
            for (int i = 0; i < 12; ++i) sell(i % 3 == 0 ? boris : anna);
            storage->transact([&](Transaction& db) {
                db.ledger.post({"reward", {}, rewards_account, customer_account(boris), Points(7)}, now);
                db.ledger.post({"expiry", {}, customer_account(boris), rewards_account, Points(5)}, now);
            });
            now += a_month;
        }
    }

    /// How many chunks were archived.
    std::size_t archive(Timestamp before) {
        std::vector<LedgerChunk> old;
        storage->read([&](Transaction& db) { old = db.archive.older_than(before); });
        for (const auto& chunk : old)
            storage->transact([&](Transaction& db) { db.archive.archive(chunk, now); });
        return old.size();
    }

    void attach_all() {
        std::vector<LedgerChunk> all;
        storage->read([&](Transaction& db) { all = db.archive.chunks(); });
        for (const auto& chunk : all)
            if (chunk.archived) storage->transact([&](Transaction& db) { db.archive.attach(chunk); });
    }

    Audit audit() {
        Audit found;
        storage->read_much([&](Transaction& db) { found = db.ledger.audit(); });
        return found;
    }

    void change(const std::string& sql) {
        const auto connection = connect_postgres(database);
        connection->begin(Access::write);
        connection->execute(sql);
        connection->commit();
    }

    std::string schema() const { return database.substr(database.rfind('=') + 1); }

    std::string database = tillpoints::test::postgres().new_database();
    std::unique_ptr<Storage> storage = open_postgres_storage(database);
    ParticipantId anna;
    ParticipantId boris;
    Timestamp now = noon();
};

/// All that is asked of the books about points.
struct Answers {
    Points anna;
    Points boris;
    std::vector<std::pair<std::string, Points>> causes;
    Points outstanding;
    OwedPoints owed;
    Points earned;
    friend bool operator==(const Answers&, const Answers&) = default;
};

inline Answers answers(ChunkedBooks& books) {
    Answers out;
    books.storage->read_much([&](Transaction& db) {
        out.anna = db.ledger.balance(customer_account(books.anna));
        out.boris = db.ledger.balance_before(customer_account(books.boris), books.now);
        const auto rows = db.report.rows({Timestamp(), books.now + a_month});
        for (const auto& row : rows.causes) out.causes.emplace_back(row.cause, row.points);
        out.outstanding = rows.outstanding;
        out.owed = db.accounting.owed_before(books.now + a_month);
        for (const auto& movement : db.ledger.movements(books.boris))
            if (movement.cause == "award") out.earned += movement.points;
    });
    return out;
}

}  // namespace tillpoints::cloud::test
