#pragma once
#include "cloud/report/report.hpp"
#include "cloud/seed/seed_storage.hpp"
#include "programmes.hpp"

namespace tillpoints::cloud::test {

/// By the deployment's own dates.
inline const Period deployment{on(2024, 4, 1), on(2025, 2, 2)};

/// Demo data in a new database, and the rows of its report.
struct SeededShop {
    explicit SeededShop(Programme rules, SeedRequest order,
                        std::unique_ptr<Storage> database = open_sqlite_storage(":memory:"))
        : programme(std::move(rules)), storage(std::move(database)) {
        seeded = seed_storage(programme, *storage, order, [](std::int64_t, std::int64_t) {}).value();
        storage->read([&](Transaction& db) { rows = db.report.rows(order.period); });
    }

    Programme programme;
    std::unique_ptr<Storage> storage;
    SeedResult seeded;
    ReportRows rows;
};

}  // namespace tillpoints::cloud::test
