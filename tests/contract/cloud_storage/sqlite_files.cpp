#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Changes the file without the storage.
void tamper(const Directory& directory, const char* sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open((directory.path + "/cloud.db").c_str(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

Errc code_of_opening(const Directory& directory) {
    try {
        open_sqlite_storage(directory.path + "/cloud.db");
    } catch (const StorageFailed& failure) {
        return failure.code;
    }
    return Errc::misuse;
}

}  // namespace

TEST_CASE("a file that is no database, or in no directory, is refused") {
    const Directory directory;
    std::ofstream(directory.path + "/cloud.db") << std::string(8192, 'x');
    CHECK(code_of_opening(directory) == Errc::storage_failed);
    CHECK_THROWS_AS(open_sqlite_storage(directory.path + "/nowhere/cloud.db"), StorageFailed);
}

TEST_CASE("the audit finds a posting that was changed or removed directly in the file") {
    const Directory directory;
    const auto faults = [&] {
        std::vector<std::string> found;
        open_sqlite_storage(directory.path + "/cloud.db")->read([&](Transaction& db) {
            found = db.ledger.audit().violations;
        });
        return found;
    };
    open_sqlite_storage(directory.path + "/cloud.db")->transact([](Transaction& db) {
        const auto anna = customer_account(db.customers.add(someone("a", nullptr)));
        for (int i = 0; i < 3; ++i)
            db.ledger.post({"welcome", {}, welcome_account, anna, Points(500)}, noon());
    });
    CHECK(faults().empty());
    tamper(directory, "UPDATE postings SET points = 501 WHERE entry = 1 AND account LIKE 'customer/%'");
    CHECK(faults().size() == 3);  // the entry, the customer's balance, the sum of all
    tamper(directory, "DELETE FROM postings WHERE entry = 2 AND points > 0");
    CHECK(faults().size() == 4);
}
