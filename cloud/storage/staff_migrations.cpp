#include "cloud/storage/migrations.hpp"

namespace tillpoints::cloud {
namespace {

const char* const staff_statements[] = {R"(
CREATE TABLE staff_targets (
    month TEXT NOT NULL,
    of_branch INTEGER NOT NULL,
    id INTEGER NOT NULL,
    turnover INTEGER,
    card_share INTEGER,
    newcomers INTEGER,
    ratings INTEGER,
    PRIMARY KEY (month, of_branch, id)
) STRICT, WITHOUT ROWID;
)",
                                        R"(
CREATE TABLE customer_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers(id),
    person INTEGER NOT NULL REFERENCES people(id),
    written INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX customer_notes_by_customer ON customer_notes(customer, id);
)"};

}  // namespace

std::span<const char* const> staff_migrations() {
    return staff_statements;
}

}  // namespace tillpoints::cloud
