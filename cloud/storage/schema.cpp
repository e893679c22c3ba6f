#include "cloud/storage/schema.hpp"

#include <iterator>

#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {
namespace {

/// Migration N leads from schema N to N + 1. Append only. Amounts are hundredths, times milliseconds since
/// 1970. Written in SQLite's words; other databases spell them (Connection::spell), so keep to the words used
/// here: INTEGER, TEXT, INTEGER PRIMARY KEY AUTOINCREMENT, STRICT, WITHOUT ROWID.
const char* const migrations[] = {
    R"(
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT UNIQUE,
    name TEXT NOT NULL,
    phone TEXT UNIQUE,
    birth_date TEXT,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE codes (
    code TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE vouchers (
    code TEXT PRIMARY KEY,
    points INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    collected_by INTEGER REFERENCES customers(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cashiers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    external_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE operations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    state INTEGER NOT NULL,
    customer INTEGER NOT NULL REFERENCES customers(id),
    cashier INTEGER REFERENCES cashiers(id),
    nonce TEXT,
    number TEXT,
    origin INTEGER REFERENCES operations(id),
    total INTEGER NOT NULL CHECK (total >= 0),
    cash INTEGER NOT NULL,
    points INTEGER NOT NULL CHECK (points >= 0),
    award INTEGER NOT NULL CHECK (award >= 0)
) STRICT;
CREATE INDEX operations_by_nonce ON operations(nonce) WHERE nonce IS NOT NULL;
CREATE INDEX operations_by_number ON operations(number) WHERE number IS NOT NULL;
CREATE INDEX operations_by_origin ON operations(origin) WHERE origin IS NOT NULL;
CREATE INDEX operations_by_customer ON operations(customer);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause <> ''),
    operation INTEGER REFERENCES operations(id)
) STRICT;
CREATE INDEX entries_by_operation ON entries(operation) WHERE operation IS NOT NULL;

CREATE TABLE postings (
    entry INTEGER NOT NULL REFERENCES entries(id),
    account TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (entry, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX postings_by_account ON postings(account, points);
)",
    R"(
ALTER TABLE customers ADD COLUMN inviter INTEGER REFERENCES customers(id);
CREATE INDEX customers_by_inviter ON customers(inviter) WHERE inviter IS NOT NULL;
CREATE INDEX entries_by_cause ON entries(cause);
)",
    R"(
CREATE TABLE certificates (
    code TEXT PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customers(id),
    nominal INTEGER NOT NULL CHECK (nominal > 0),
    share INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX certificates_by_customer ON certificates(customer);
ALTER TABLE operations ADD COLUMN certificate INTEGER NOT NULL DEFAULT 0 CHECK (certificate >= 0);
)",
    R"(
CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE customer_tags (
    customer INTEGER NOT NULL REFERENCES customers(id),
    tag INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (customer, tag)
) STRICT, WITHOUT ROWID;
)",
    R"(
CREATE TABLE deferrals (
    purchase INTEGER PRIMARY KEY REFERENCES operations(id),
    customer INTEGER NOT NULL REFERENCES customers(id),
    due INTEGER NOT NULL
) STRICT;
CREATE INDEX deferrals_by_customer ON deferrals(customer, due);
)"};

}  // namespace

const std::int64_t newest_schema = std::ssize(migrations);

void migrate(Connection& connection, std::int64_t to) {
    connection.begin(Access::write);
    try {
        const auto version = connection.schema_version();
        if (version > newest_schema)
            throw StorageFailed(Errc::storage_newer, "the database has schema " + std::to_string(version) +
                                                         ", this version knows up to " +
                                                         std::to_string(newest_schema));
        for (auto at = version; at < to; ++at) connection.execute(connection.spell(migrations[at]));
        if (version < to) connection.set_schema_version(to);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace tillpoints::cloud
