#pragma once
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "cloud/storage/connection.hpp"
#include "postgres/server.hpp"

namespace tillpoints::cloud::test {

/// A directory that is removed with the test.
struct Directory {
    Directory() {
        char pattern[] = "/tmp/tillpoints-storage-XXXXXX";
        path = mkdtemp(pattern);
    }
    ~Directory() { std::filesystem::remove_all(path); }
    std::string path;
};

/// A new database that can be opened again and again.
struct Implementation {
    std::string name;
    std::function<std::unique_ptr<Storage>()> open;
    std::function<std::unique_ptr<Connection>()> connect;  ///< without the storage
};

/// A new database of every implementation of the seam; each must keep all promises.
inline std::vector<Implementation> implementations() {
    const auto directory = std::make_shared<Directory>();
    const auto database = tillpoints::test::postgres().new_database();
    return {{"SQLite", [directory] { return open_sqlite_storage(directory->path + "/cloud.db"); },
             [directory] { return connect_sqlite(directory->path + "/cloud.db"); }},
            {"PostgreSQL", [database] { return open_postgres_storage(database); },
             [database] { return connect_postgres(database); }}};
}

/// Runs a test on a new database of every implementation.
inline void for_each_storage(
    const std::function<void(Storage&, const std::function<std::unique_ptr<Storage>()>&)>& promise) {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        promise(*implementation.open(), implementation.open);
    }
}

inline Timestamp noon() {
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 15) + std::chrono::hours(12);
}

inline CustomerRecord someone(const char* uid, const char* phone) {
    CustomerRecord record;
    if (uid) record.uid = CustomerUid(uid);
    record.name = "Someone";
    if (phone) record.phone = Phone::parse(phone);
    record.created = noon();
    return record;
}

inline void add_someone(Transaction& db) {
    db.customers.add(someone(nullptr, nullptr));
}

inline OperationRecord purchase(ParticipantId customer, const char* nonce = nullptr,
                                const char* number = nullptr) {
    OperationRecord record;
    record.created = noon();
    record.customer = customer;
    if (nonce) record.nonce = Nonce(nonce);
    if (number) record.number = number;
    record.total = Money(1000);
    record.cash = Money(900);
    record.points = Points(100);
    record.award = Points(9);
    return record;
}

}  // namespace tillpoints::cloud::test
